package dev.tenon.cli.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.testkit.Fixtures;
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
}
