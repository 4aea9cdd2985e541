package dev.tenon.core.audit;

import static dev.tenon.core.Refusals.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private final TenonInMemory house = new TenonInMemory();

    @Test
    void U1_each_change_is_recorded_with_who_made_it_and_from_where() {
        Actor ana = house.aPerson("ana@example.org");

        AuditRow opened = rows().get(0);

        assertThat(opened.entry().action()).isEqualTo("session.opened");
        assertThat(opened.userId()).isEqualTo(ana.userId());
        assertThat(opened.actorLabel()).isEqualTo("user:" + ana.userId());
        assertThat(opened.ipAddress()).isEqualTo(TenonInMemory.ORIGIN.ipAddress());
        assertThat(opened.requestId()).isEqualTo(TenonInMemory.ORIGIN.requestId());
    }

    @Test
    void U1_both_are_named_when_one_works_in_the_name_of_another() {
        Actor admin = house.anAdmin("admin@example.org");
        Account ana = house.anAccount("ana@example.org");
        Actor inHerName = house.authenticate(house.tenon.sessions().impersonate(admin, ana.id(), "A ticket of hers"))
                .actor();

        house.tenon.settings().put(inHerName, ana.id(), "theme", new JsonText("1"), Expected.any());

        AuditRow changed = rows().get(0);
        assertThat(changed.userId()).isEqualTo(ana.id());
        assertThat(changed.impersonatorId()).isEqualTo(admin.userId());
        assertThat(changed.actorLabel()).isEqualTo("user:" + ana.id() + " by user:" + admin.userId());
    }

    @Test
    void U1_tells_each_changed_field_with_what_it_was_and_is() {
        Account ana = house.anAccount("ana@example.org");

        house.tenon
                .accounts()
                .update(house.operator, ana.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertThat(rows().stream()
                        .filter(row -> row.entry().action().equals("account.updated"))
                        .map(row -> row.entry().changes()))
                .containsExactly(Map.of("status", new FieldChange("active", "banned")));
    }

    @Test
    void U4_tells_that_a_name_changed_and_not_to_what() {
        Actor ana = house.aPerson("ana@example.org");

        house.tenon
                .accounts()
                .update(
                        ana,
                        requireNonNull(ana.userId()),
                        new AccountPatch(Patched.to("Ana Banana"), Patched.absent(), Patched.absent(), null),
                        Expected.any());

        assertThat(rows().get(0).entry().changes()).isEqualTo(Map.of("userName", FieldChange.withheld()));
        assertThat(rows().toString()).doesNotContain("Banana");
    }

    @Test
    void U2_what_happens_in_an_organization_joins_its_own_chain() {
        OrganizationId organization = new OrganizationId(Fixtures.anId());
        AuditEntry inside = Fixtures.anAuditEntry().in(organization).changed("limit", null, "5");
        AuditEntry outside = Fixtures.anAuditEntry();
        AuditChain chain =
                AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), () -> Fixtures.anId());

        house.storage.unitOfWork().run(() -> {
            chain.append(house.operator, List.of(outside, inside, inside), house.clock.instant());
            return true;
        });

        assertThat(house.storage.audit().read(organization.toString(), 0, 10))
                .extracting(AuditRow::sequence)
                .containsExactly(1L, 2L);
        assertThat(house.tenon.auditTrail().verify(house.operator).intact()).isTrue();
    }

    @Test
    void U2_an_untouched_chain_verifies() {
        house.aPerson("ana@example.org");

        AuditVerification verification = house.tenon.auditTrail().verify(house.operator);

        assertThat(verification.intact()).isTrue();
        assertThat(verification.rows()).isEqualTo(rows().size());
    }

    @Test
    void U2_a_row_that_was_forged_is_named() {
        house.aPerson("ana@example.org");
        AuditRow last = rows().get(0);
        Unchained forged = Fixtures.anUnchainedRow(
                null, AuditEntry.of("account.erased", "users", Fixtures.aUserId()), last.createdAt());
        house.storage.unitOfWork().run(() -> {
            house.storage.audit().append(last.chain(), List.of(forged));
            return forged;
        });

        AuditVerification verification = house.tenon.auditTrail().verify(house.operator);

        assertThat(verification.bad()).hasValueSatisfying(bad -> {
            assertThat(bad.sequence()).isEqualTo(last.sequence() + 1);
            assertThat(bad.id()).isEqualTo(forged.id());
        });
    }

    @Test
    void a_change_that_fails_leaves_no_row() {
        house.anAccount("ana@example.org");
        int before = rows().size();

        assertRefused(
                AccountRefusal.EMAIL_TAKEN,
                () -> house.tenon
                        .accounts()
                        .register(house.operator, new Registration("ana@example.org", Fixtures.PASSWORD)));

        assertThat(rows()).hasSize(before);
    }

    @Test
    void members_do_not_read_the_trail() {
        Actor ana = house.aPerson("ana@example.org");

        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon.auditTrail().list(ana, AuditFilter.all(), PageRequest.first(1)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.auditTrail().verify(ana));
    }

    private List<AuditRow> rows() {
        return house.tenon
                .auditTrail()
                .list(house.operator, AuditFilter.all(), PageRequest.first(200))
                .items();
    }
}
