package dev.tenon.core.accounts;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.PasswordRefusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonalDataTest {

    private final TenonInMemory here = new TenonInMemory();

    private static final class Told implements PersonalDataSink {

        private final Map<String, List<Map<String, @Nullable Object>>> tables = new LinkedHashMap<>();
        private List<Map<String, @Nullable Object>> present = List.of();

        @Override
        public void table(String name) {
            present = new ArrayList<>();
            tables.put(name, present);
        }

        @Override
        public void row(Map<String, @Nullable Object> fields) {
            present.add(fields);
        }
    }

    private Told export(Actor actor, UserId person) {
        Told told = new Told();
        here.tenon.personalData().export(actor, person, told);
        return told;
    }

    private static UserId id(Actor person) {
        return person.person().orElseThrow();
    }

    private static void refused(RefusalCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void upload(Actor person) {
        byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
        here.tenon
                .documents()
                .upload(person, new NewDocument("a.txt", "text/plain", 5L, new ByteArrayInputStream(bytes)));
    }

    @Test
    void P1_tells_a_person_every_table_and_no_secret() {
        Actor ana = here.aPerson("ana@example.org");
        upload(ana);

        Told told = export(ana, id(ana));

        assertThat(told.tables.keySet())
                .containsExactlyElementsOf(here.tenon.personalData().tables(ana).stream()
                        .map(table -> table.name())
                        .toList());
        assertThat(told.tables.get("users")).hasSize(1);
        assertThat(told.tables.get("documents")).hasSize(1);
        assertThat(told.tables.get("sessions")).hasSize(1);
        assertThat(told.tables.get("subscriptions")).hasSize(1);
        assertThat(told.tables.toString()).contains("ana@example.org").doesNotContain(PASSWORD, "{fast}");
        assertThat(here.auditedActions()).contains("account.exported");
    }

    @Test
    void tells_others_only_with_the_permission() {
        Actor ana = here.aPerson("ana@example.org");
        Actor ben = here.aPerson("ben@example.org");
        Actor admin = here.anAdmin("admin@example.org");

        refused(AccountRefusal.NOT_FOUND, () -> export(ben, id(ana)));
        refused(RequestRefusal.UNAUTHENTICATED, () -> export(here.anonymous, id(ana)));
        assertThat(export(admin, id(ana)).tables).containsKey("users");
    }

    @Test
    void tells_nobody_who_works_in_anothers_name() {
        Actor ana = here.aPerson("ana@example.org");
        Actor borrowed = ana.impersonatedBy(id(here.anAdmin("admin@example.org")));

        refused(ImpersonationRefusal.NOT_HERE, () -> export(borrowed, id(ana)));
        refused(ImpersonationRefusal.NOT_HERE, () -> here.tenon.personalData().erase(borrowed, id(ana), PASSWORD));
    }

    @Test
    void P2_erases_a_person_from_every_table_and_keeps_a_row_without_anything_personal() throws IOException {
        Actor ana = here.aPerson("ana@example.org");
        upload(ana);

        here.tenon.personalData().erase(ana, id(ana), PASSWORD);

        Account left = here.tenon.accounts().get(here.operator, id(ana));
        assertThat(left.status()).isEqualTo(AccountStatus.ERASED);
        assertThat(left.email().value()).isEqualTo("erased-" + id(ana) + "@erased.example.com");
        assertThat(here.tenon
                        .sessions()
                        .listOf(here.operator, id(ana), PageRequest.first(10))
                        .items())
                .isEmpty();
        assertThat(here.storage.quotas().find(id(ana))).isEmpty();
        here.clock.advance(Duration.ofHours(1));
        here.runJobs();
        assertThat(here.blobs.keys()).isEmpty();
        assertThat(here.auditedActions()).contains("account.erased");
        assertThat(here.tenon.auditTrail().verify(here.operator).intact()).isTrue();
        refused(AccountRefusal.NOT_FOUND, () -> export(here.operator, id(ana)));
        refused(AccountRefusal.NOT_FOUND, () -> here.tenon.personalData().erase(here.operator, id(ana), null));
    }

    @Test
    void an_erased_address_can_register_anew_and_gets_nothing_of_the_old_account() {
        Actor ana = here.aPerson("ana@example.org");
        upload(ana);
        here.tenon.personalData().erase(ana, id(ana), PASSWORD);

        Actor again = here.aPerson("ana@example.org");

        assertThat(id(again)).isNotEqualTo(id(ana));
        assertThat(export(again, id(again)).tables.get("documents")).isEmpty();
    }

    @Test
    void asks_for_the_password_again() {
        Actor ana = here.aPerson("ana@example.org");

        refused(PasswordRefusal.WRONG, () -> here.tenon.personalData().erase(ana, id(ana), "not the password at all"));
        refused(RequestRefusal.INVALID, () -> here.tenon.personalData().erase(ana, id(ana), null));
        assertThat(here.tenon.accounts().get(ana, id(ana)).isActive()).isTrue();
    }

    @Test
    void erases_others_only_with_the_permission() {
        Actor ana = here.aPerson("ana@example.org");
        Actor ben = here.aPerson("ben@example.org");

        refused(RequestRefusal.FORBIDDEN, () -> here.tenon.personalData().erase(ben, id(ana), null));
        here.tenon.personalData().erase(here.anAdmin("admin@example.org"), id(ana), null);

        assertThat(here.tenon.accounts().get(here.operator, id(ana)).status()).isEqualTo(AccountStatus.ERASED);
    }

    @Test
    void the_last_active_administrator_stays() {
        Actor admin = here.anAdmin("admin@example.org");

        assertThat(here.tenon.personalData().blockers(admin, id(admin)))
                .containsExactly(
                        new ErasureBlocker(Reason.LAST_ADMIN, "users", id(admin).toString()));
        refused(AccountRefusal.LAST_ADMIN, () -> here.tenon.personalData().erase(admin, id(admin), PASSWORD));

        here.anAdmin("other@example.org");
        assertThat(here.tenon.personalData().blockers(admin, id(admin))).isEmpty();
        here.tenon.personalData().erase(admin, id(admin), PASSWORD);
    }

    @Test
    void an_account_that_was_never_verified_can_be_erased() {
        Account ana = here.tenon.accounts().register(here.operator, new Registration("ana@example.org", PASSWORD));

        here.tenon.personalData().erase(here.operator, ana.id(), null);

        assertThat(here.storage
                        .emails()
                        .list(EmailFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }
}
