package dev.tenon.cli.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmailsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_mails_without_their_texts() {
        Actor somebody = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "curl"));
        cli.tenon.accounts().signUp(somebody, new Registration("ana@example.org", Fixtures.PASSWORD));

        JsonNode waiting = cli.run("emails", "list", "-o", "json").silent().json();
        assertThat(waiting).singleElement().satisfies(mail -> {
            assertThat(mail.get("recipient").asText()).isEqualTo("ana@example.org");
            assertThat(mail.get("emailType").asText()).isEqualTo("verification");
            assertThat(mail.get("status").asText()).isEqualTo("pending");
            assertThat(mail.get("sentAt").isNull()).isTrue();
        });
        cli.tenon.jobs().forEach(BackgroundJob::run);
        assertThat(cli.run("emails", "list").silent().lines().get(2))
                .contains("| ana@example.org | verification | sent   | 1     | -          | 2026-01-01 00:00Z | ")
                .doesNotContain("tnm_");
    }

    @Test
    void lists_by_status_type_and_person() {
        giveUp("ana@example.org", "bo@example.org");
        signUp("cy@example.org");

        assertThat(cli.run("emails", "list", "--status", "dead", "-o", "json")
                        .silent()
                        .json())
                .extracting(mail -> mail.get("recipient").asText())
                .containsExactly("bo@example.org", "ana@example.org");
        assertThat(cli.run("emails", "list", "--user", "cy@example.org", "--type", "verification", "-o", "json")
                        .silent()
                        .json())
                .extracting(mail -> mail.get("status").asText())
                .containsExactly("pending");
        assertThat(cli.run("emails", "list", "--type", "letter").refused(2).err())
                .contains("--type takes one of: verification, ");
    }

    @Test
    void shows_one_and_tries_it_again() {
        giveUp("ana@example.org");
        String id = cli.run("emails", "list", "-o", "json")
                .silent()
                .json()
                .get(0)
                .get("id")
                .asText();

        assertThat(cli.run("emails", "show", id, "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("dead");
        assertThat(cli.run("emails", "retry", id, "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("pending");
        assertThat(cli.run("emails", "retry", id).refused(7).err()).contains("The mail has not failed");
        assertThat(cli.run("emails", "show", "nothing").refused(6).err()).contains("There is no such mail");
    }

    @Test
    void tries_every_dead_one_again_but_those_whose_link_works_no_more() {
        giveUp("ana@example.org", "bo@example.org");
        cli.clock.advance(Duration.ofHours(23));
        giveUp("cy@example.org");
        cli.clock.advance(Duration.ofHours(1));

        JsonNode tally =
                cli.run("emails", "retry", "--all-dead", "-o", "json").silent().json();

        assertThat(tally.get("retried").asInt()).isEqualTo(1);
        assertThat(tally.get("left").asInt()).isEqualTo(2);
        assertThat(cli.run("emails", "list", "--status", "dead", "-o", "json")
                        .silent()
                        .json())
                .hasSize(2);
    }

    @Test
    void takes_one_id_or_all_that_are_dead() {
        assertThat(cli.run("emails", "retry").refused(2).err())
                .contains("Name one mail by its id, or give --all-dead.");
        assertThat(cli.run("emails", "retry", "--all-dead", "x").refused(2).err())
                .contains("Name one mail by its id, or give --all-dead.");
    }

    private void giveUp(String... addresses) {
        for (String address : addresses) {
            signUp(address);
        }
        cli.mails.refuseNext(addresses.length);
        cli.tenon.jobs().forEach(BackgroundJob::run);
    }

    private void signUp(String address) {
        Actor somebody = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "curl"));
        cli.tenon.accounts().signUp(somebody, new Registration(address, Fixtures.PASSWORD));
    }
}
