package dev.tenon.jdbi.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportOutcome.Skipped;
import dev.tenon.ports.imports.ImportReport;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportUndone;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.SocialLink;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Imports on the real database. */
class ImportsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Actor operator = Actor.operator("root");
    private final List<ImportOutcome> outcomes = new ArrayList<>();
    private JdbiStorage storage;
    private Tenon tenon;

    @BeforeEach
    void open() {
        storage = JdbiStorage.of(DATABASE.dataSource());
        tenon = TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(new PlainSecrets())
                .clock(new MovableClock())
                .build();
    }

    private static ImportedPerson person(long position, String email) {
        return new ImportedPerson(
                position,
                "id" + position,
                email,
                position % 2 == 1,
                "Name " + position,
                null,
                "Łukasz",
                AccountStatus.INACTIVE,
                null,
                Set.of("editor"),
                List.of(new SocialLink("google", email, email, true)),
                Instant.parse("2020-01-02T03:04:05Z"),
                null,
                Set.of());
    }

    private ImportReport run(String digest, ImportedPerson... people) {
        return tenon.imports()
                .run(
                        operator,
                        new ImportRequest("csv", digest.repeat(64), true, false),
                        Stream.of(people).iterator(),
                        outcomes::add);
    }

    @Test
    void adds_accounts_with_all_that_belongs_to_them_and_takes_them_back() {
        ImportReport report = run("a", person(1, "a1@example.org"), person(2, "a2@example.org"));

        Account first = storage.accounts()
                .findByEmail(new EmailAddress("a1@example.org"))
                .orElseThrow();
        assertThat(first.status()).isEqualTo(AccountStatus.INACTIVE);
        assertThat(first.lastName()).isEqualTo("Łukasz");
        assertThat(first.createdAt()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(storage.roles().rolesOf(first.id()))
                .extracting(role -> role.name())
                .containsExactly("editor", "member");
        assertThat(storage.quotas().find(first.id())).isPresent();
        Account second = storage.accounts()
                .findByEmail(new EmailAddress("a2@example.org"))
                .orElseThrow();
        assertThat(storage.quotas().find(second.id())).as("not verified yet").isEmpty();

        ImportUndone undone = tenon.imports().undo(operator, Objects.requireNonNull(report.id()));

        assertThat(undone).isEqualTo(new ImportUndone(report.id(), 2, 0));
        assertThat(storage.accounts().find(first.id())).isEmpty();
    }

    @Test
    void whoever_has_an_account_is_skipped_in_every_case() {
        run("b", person(1, "b1@example.org"));
        outcomes.clear();

        ImportReport again = run("b", person(1, "b1@example.org"), person(2, "b2@example.org"));
        ImportReport other = run("c", person(1, "B1@EXAMPLE.ORG"));

        assertThat(again).isEqualTo(new ImportReport(again.id(), 2, 2, 1));
        assertThat(other.imported()).isZero();
        assertThat(outcomes).extracting(ImportOutcome::skipped).containsExactly(null, Skipped.ADDRESS_TAKEN);
        assertThat(tenon.auditTrail().verify(operator).intact()).isTrue();
    }
}
