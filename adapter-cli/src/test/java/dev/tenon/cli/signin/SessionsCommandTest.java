package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.signin.OpenedSession;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount("ana@example.org");
    }

    @Test
    void lists_a_persons_sessions_newest_first() {
        OpenedSession first = cli.aSession("ana@example.org", "curl");
        cli.clock.advance(Duration.ofHours(1));
        OpenedSession second = cli.aSession("ana@example.org", "Firefox");

        JsonNode sessions = cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(sessions)
                .extracting(session -> session.get("id").asText())
                .containsExactly(
                        second.session().id().toString(), first.session().id().toString());
        assertThat(sessions.get(0).get("userAgent").asText()).isEqualTo("Firefox");
        assertThat(sessions.get(0).get("createdAt").asText()).isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void shows_the_device_the_way_in_and_when_it_was_last_seen() {
        cli.aSession("ana@example.org", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");

        Run table = cli.run("sessions", "list", "--as", "ana@example.org");
        JsonNode session = cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get(0);

        assertThat(table.silent().lines().get(0)).contains("Device", "Method", "Last seen");
        assertThat(table.lines().get(2)).contains("Firefox on Linux", "email", "203.0.113.7");
        assertThat(session.get("device").asText()).isEqualTo("Firefox on Linux");
        assertThat(session.get("method").asText()).isEqualTo("email");
        assertThat(session.get("secondFactor").isNull()).isTrue();
        assertThat(session.get("impersonation").isNull()).isTrue();
    }

    @Test
    void needs_to_know_whose() {
        Run run = cli.run("sessions", "list");

        run.refused(2);
        assertThat(run.err())
                .isEqualTo("error: Missing required option: '--as=USER'.\n  See: tenon sessions list --help\n");
    }

    @Test
    void ends_one_session() {
        OpenedSession session = cli.aSession("ana@example.org", "curl");
        cli.aSession("ana@example.org", "Firefox");

        Run run = cli.run("sessions", "end", session.session().id().toString(), "--yes");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("The session has ended.\n");
        assertThat(cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json")
                        .json())
                .hasSize(1);
    }

    @Test
    void asks_before_it_ends_a_session() {
        OpenedSession session = cli.aSession("ana@example.org", "curl");
        String id = session.session().id().toString();

        Run run = cli.with("TENON_INTERACTIVE", "true").input("no\n").run("sessions", "end", id);

        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.err()).isEqualTo("End session " + id + "? [y/N] error: Nothing was changed.\n");
        assertThat(cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json")
                        .json())
                .hasSize(1);
    }

    @Test
    void refuses_a_session_that_does_not_exist() {
        cli.run("sessions", "end", "01920000-0000-7000-8000-0000000fffff", "--yes")
                .refused(6);
        cli.run("sessions", "end", "one", "--yes").refused(6);
    }

    @Test
    void refuses_to_end_the_session_of_somebody_else() {
        OpenedSession session = cli.aSession("ana@example.org", "curl");
        cli.anAccount("bo@example.org");

        cli.run("sessions", "end", session.session().id().toString(), "--as", "bo@example.org", "--yes")
                .refused(6);
    }

    @Test
    void ends_every_session_of_a_person() {
        cli.aSession("ana@example.org", "curl");
        cli.aSession("ana@example.org", "Firefox");

        assertThat(cli.run("sessions", "end-all", "--as", "ana@example.org", "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("2 sessions have ended.\n");
        cli.aSession("ana@example.org", "curl");
        assertThat(cli.run("sessions", "end-all", "--as", "ana@example.org", "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("1 session has ended.\n");
        cli.run("sessions", "end-all", "--as", "ana@example.org").refused(2);
    }
}
