package dev.tenon.cli.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class NotificationsCommandTest {

    private final CliInMemory cli = new CliInMemory();
    private final Account ana = cli.tenon
            .accounts()
            .register(cli.operator, new Registration("ana@example.org", Fixtures.PASSWORD).verified());

    @Test
    void sends_and_lists() {
        JsonNode sent = cli.run(
                        "notifications",
                        "send",
                        "--to",
                        "ana@example.org",
                        "--type",
                        "success",
                        "--topic",
                        "reports",
                        "--priority",
                        "high",
                        "--channel",
                        "both",
                        "--url",
                        "/reports/17",
                        "--expires",
                        "2026-02-01",
                        "Your report is ready.",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(sent.get("userId").asText()).isEqualTo(ana.id().toString());
        assertThat(sent.get("actionUrl").asText()).endsWith("/reports/17");
        assertThat(sent.get("channel").asText()).isEqualTo("both");
        assertThat(sent.get("expiresAt").asText()).isEqualTo("2026-02-01T00:00:00Z");

        JsonNode listed = cli.run(
                        "notifications",
                        "list",
                        "--as",
                        "ana@example.org",
                        "--status",
                        "unread",
                        "--type",
                        "success",
                        "--by-priority",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(listed).singleElement().isEqualTo(sent);
        assertThat(cli.run("notifications", "list", "--as", "ana@example.org")
                        .silent()
                        .lines()
                        .get(2))
                .contains("unread", "high", "success", "reports", "Your report is ready.");
    }

    @Test
    void marks_one_or_all_as_read() {
        String first = send("one");
        send("two");

        JsonNode read = cli.run("notifications", "read", "--as", "ana@example.org", first, "-o", "json")
                .silent()
                .json();
        assertThat(read.get("status").asText()).isEqualTo("read");
        assertThat(cli.run("notifications", "read", "--as", "ana@example.org", "--all")
                        .err())
                .contains("1 notification is read now.");
        JsonNode again = cli.run("notifications", "read", "--as", "ana@example.org", first, "--unread", "-o", "json")
                .silent()
                .json();
        assertThat(again.get("status").asText()).isEqualTo("unread");
    }

    @Test
    void shows_one_and_counts_what_is_unread() {
        String first = send("one");
        send("two");

        JsonNode shown = cli.run("notifications", "show", "--as", "ana@example.org", first, "-o", "json")
                .silent()
                .json();
        assertThat(shown.get("message").asText()).isEqualTo("one");
        assertThat(shown.get("status").asText()).isEqualTo("unread");
        JsonNode unread = cli.run("notifications", "unread", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();
        assertThat(unread.get("count").asInt()).isEqualTo(2);
        assertThat(unread.get("hasMore").asBoolean()).isFalse();
        cli.run("notifications", "show", "--as", "ana@example.org", "nonsense").refused(2);
    }

    @Test
    void watches_from_a_position_on() {
        send("one");
        send("two");
        send("three");
        cli.tenon.jobs().forEach(job -> job.run());

        assertThat(cli.run(
                                "notifications",
                                "watch",
                                "--as",
                                "ana@example.org",
                                "--after",
                                "1",
                                "--count",
                                "2",
                                "-o",
                                "jsonl")
                        .out())
                .contains("\"position\":2", "two", "\"position\":3", "three")
                .doesNotContain("one");
        assertThat(cli.run("notifications", "watch", "--as", "ana@example.org", "--after", "0", "--count", "1")
                        .out())
                .isEqualTo("2026-01-01T00:00:00Z  low     info     one" + System.lineSeparator());
    }

    @Test
    void says_which_words_there_are() {
        assertThat(cli.run("notifications", "list", "--as", "ana@example.org", "--status", "seen")
                        .refused(2)
                        .err())
                .contains("--status takes one of: unread, read.");
        assertThat(cli.run("notifications", "send", "--to", "ana@example.org", "--channel", "pigeon", "Hello")
                        .refused(2)
                        .err())
                .contains("--channel takes one of: in-app, email, both.");
        assertThat(cli.run("notifications", "read", "--as", "ana@example.org")
                        .refused(2)
                        .err())
                .contains("Name one notification by its id, or say --all.");
    }

    private String send(String message) {
        return cli.run("notifications", "send", "--to", "ana@example.org", message, "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();
    }
}
