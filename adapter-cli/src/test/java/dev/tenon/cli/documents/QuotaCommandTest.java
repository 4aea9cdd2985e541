package dev.tenon.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class QuotaCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void shows_what_a_person_stores_and_may_store() {
        cli.anAccount("ana@example.org");
        cli.aDocument("ana@example.org", "a.txt", "hello");

        assertThat(cli.run("quota", "show", "--as", "ana@example.org").silent().out())
                .contains("| 5 B\n", "At most                    ", "| 1 GiB (1073741824 bytes)\n", "| 100\n");
        assertThat(cli.run("quota", "show", "--as", "ana@example.org", "-o", "jsonl")
                        .silent()
                        .lines())
                .containsExactly(
                        "{\"used\":5,\"reserved\":0,\"max\":1073741824,\"documents\":{\"used\":1,\"max\":100}}");
    }

    @Test
    void says_why_there_is_none_before_the_address_is_verified() {
        Actor somebody = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "curl"));
        cli.tenon.accounts().signUp(somebody, new Registration("ana@example.org", Fixtures.PASSWORD));

        Run run = cli.run("quota", "show", "--as", "ana@example.org");

        run.refused(6);
        assertThat(run.err()).contains("Verify the e-mail address first.");
    }

    @Test
    void finds_a_quota_that_does_not_say_what_is_stored_and_repairs_it() {
        Account ana = cli.anAccount("ana@example.org");
        cli.aDocument("ana@example.org", "a.txt", "hello");
        assertThat(cli.run("quota", "check").succeeded().err()).contains("Every quota says what is stored.");
        cli.storage.unitOfWork().run(() -> cli.storage.quotas().take(ana.id(), 7, 0, cli.clock.instant()));

        Run found = cli.run("quota", "check", "-o", "jsonl");

        assertThat(found.exitCode()).isEqualTo(7);
        assertThat(found.out()).contains("\"used\":12,\"stored\":5");
        assertThat(cli.run("quota", "repair").succeeded().err()).contains("Repaired: 1.");
        cli.run("quota", "check").succeeded();
    }
}
