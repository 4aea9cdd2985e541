package dev.tenon.core.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportOutcome.Skipped;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.imports.ImportReport;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportUndone;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportsTest {

    private static final String DIGEST = "a".repeat(64);

    private final TenonInMemory here = new TenonInMemory();
    private final List<ImportOutcome> outcomes = new ArrayList<>();

    private static ImportedPerson person(long position, @Nullable String email, String... roles) {
        return new ImportedPerson(
                position,
                "id" + position,
                email,
                true,
                null,
                null,
                null,
                AccountStatus.ACTIVE,
                null,
                Set.of(roles),
                List.of(),
                null,
                null,
                Set.of());
    }

    private ImportReport run(boolean createRoles, boolean dryRun, ImportedPerson... people) {
        return here.tenon
                .imports()
                .run(
                        here.operator,
                        new ImportRequest("csv", DIGEST, createRoles, dryRun),
                        Stream.of(people).iterator(),
                        outcomes::add);
    }

    private List<@Nullable Skipped> skipped() {
        return new ArrayList<>(outcomes.stream().map(ImportOutcome::skipped).toList());
    }

    private Account account(String email) {
        return here.storage.accounts().findByEmail(new EmailAddress(email)).orElseThrow();
    }

    @Test
    void says_of_everybody_who_is_skipped_why() {
        here.anAccount("taken@example.org");

        ImportReport report = run(
                false,
                false,
                person(1, "Ana@Example.org"),
                person(2, null),
                person(3, "root@localhost"),
                person(4, "ana@example.org"),
                person(5, "taken@example.org"),
                person(6, "zoë@bücher.example"),
                person(7, "zoe@bücher.example"));

        assertThat(skipped())
                .containsExactly(
                        null,
                        Skipped.NO_ADDRESS,
                        Skipped.ADDRESS_NOT_VALID,
                        Skipped.TWICE_IN_THE_FILE,
                        Skipped.ADDRESS_TAKEN,
                        Skipped.ADDRESS_NOT_VALID,
                        null);
        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(5);
        assertThat(account("zoe@xn--bcher-kva.example").emailVerified()).isTrue();
        assertThat(here.storage.quotas().find(account("ana@example.org").id())).isPresent();
        assertThat(here.auditedActions()).containsOnlyOnce("import.committed");
    }

    @Test
    void a_dry_run_tells_the_same_and_changes_nothing() {
        here.anAccount("taken@example.org");

        ImportReport report = run(
                true,
                true,
                person(1, "ana@example.org", "editor"),
                person(2, "ana@example.org"),
                person(3, "taken@example.org"));

        assertThat(skipped()).containsExactly(null, Skipped.TWICE_IN_THE_FILE, Skipped.ADDRESS_TAKEN);
        assertThat(report.id()).isNull();
        assertThat(here.accountCount()).isEqualTo(1);
        assertThat(here.storage.roles().findByName("editor")).isEmpty();
    }

    @Test
    void gives_roles_that_are_there_and_makes_others_only_if_asked() {
        run(false, false, person(1, "ana@example.org", "editor"));
        assertThat(outcomes.get(0).left()).containsExactly(Left.ROLE);

        here.tenon
                .imports()
                .run(
                        here.operator,
                        new ImportRequest("csv", "b".repeat(64), true, false),
                        List.of(person(1, "ben@example.org", "editor")).iterator(),
                        outcomes::add);

        assertThat(here.storage.roles().rolesOf(account("ben@example.org").id()))
                .extracting(Role::name)
                .containsExactlyInAnyOrder("editor", "member");
    }

    @Test
    void never_makes_an_administrator() {
        run(true, false, person(1, "ana@example.org", "admin", " Support "));

        assertThat(here.storage.roles().rolesOf(account("ana@example.org").id()))
                .extracting(Role::name)
                .containsExactly("member");
        assertThat(outcomes.get(0).left()).containsExactly(Left.ROLE);
    }

    @Test
    void goes_on_where_it_stopped() {
        Iterator<ImportedPerson> cutOff = new Iterator<>() {
            private long position;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ImportedPerson next() {
                position++;
                if (position > 1_500) {
                    throw ImportRefusal.UNREADABLE.refusal();
                }
                return person(position, "person" + position + "@example.org");
            }
        };
        ImportRequest request = new ImportRequest("csv", DIGEST, false, false);
        assertThatThrownBy(() -> here.tenon.imports().run(here.operator, request, cutOff, outcomes::add))
                .isInstanceOf(Refusal.class);
        assertThat(outcomes).hasSize(1_000);

        ImportReport report = here.tenon
                .imports()
                .run(
                        here.operator,
                        request,
                        Stream.iterate(1L, position -> position + 1)
                                .limit(1_700)
                                .map(position -> person(position, "person" + position + "@example.org"))
                                .iterator(),
                        outcomes::add);

        assertThat(report).isEqualTo(new ImportReport(report.id(), 1_700, 1_700, 1_000));
        assertThat(outcomes).hasSize(1_700).allMatch(outcome -> outcome.skipped() == null);
    }

    @Test
    void undoing_removes_whom_nobody_used_and_lets_the_file_be_imported_again() {
        ImportReport report = run(false, false, person(1, "ana@example.org"), person(2, "ben@example.org"));
        Account ben = account("ben@example.org");
        here.tenon
                .accounts()
                .update(here.operator, ben.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        ImportUndone undone = here.tenon.imports().undo(here.operator, Objects.requireNonNull(report.id()));

        assertThat(undone).isEqualTo(new ImportUndone(report.id(), 1, 1));
        assertThat(here.storage.accounts().findByEmail(new EmailAddress("ana@example.org")))
                .isEmpty();
        assertThat(run(false, false, person(1, "ana@example.org")).imported()).isEqualTo(1);
        assertThatThrownBy(() -> here.tenon.imports().undo(here.operator, report.id()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ImportRefusal.NOT_FOUND));
    }

    @Test
    void needs_the_permissions() {
        Actor ana = here.aPerson("ana@example.org");

        assertThatThrownBy(() -> here.tenon
                        .imports()
                        .run(
                                ana,
                                new ImportRequest("csv", DIGEST, false, false),
                                List.<ImportedPerson>of().iterator(),
                                outcomes::add))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(RequestRefusal.FORBIDDEN));
    }
}
