package dev.tenon.core.audit;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.List;
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
