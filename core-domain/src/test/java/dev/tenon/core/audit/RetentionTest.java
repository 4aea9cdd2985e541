package dev.tenon.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Tenon tenon = house.builder()
            .retention(Retention.standard().withAuditLogs(Period.ofMonths(12)))
            .build();
    private final OrganizationId organization = new OrganizationId(Fixtures.anId());

    @Test
    void U2_months_that_retention_removed_are_no_finding_two_years_on() {
        somethingEachWeek(104);

        assertThat(rows().get(rows().size() - 1).createdAt())
                .isAfterOrEqualTo(Retention.firstMonthKept(Period.ofMonths(12), house.clock.instant()));
        AuditVerification verification = tenon.auditTrail().verify(house.operator);
        assertThat(verification.bad()).isEmpty();
        assertThat(verification.rows()).isEqualTo(rows().size());
        assertThat(house.storage.audit().cuts())
                .extracting(Cut::chain)
                .containsExactly(organization.toString(), "global");
    }

    @Test
    void without_a_period_the_trail_is_kept_for_ever() {
        house.aPerson("ana@example.org");
        int before = rows().size();
        house.clock.advance(Duration.ofDays(3_650));

        house.runJobs();

        assertThat(rows()).hasSizeGreaterThanOrEqualTo(before);
        assertThat(house.storage.audit().cuts()).isEmpty();
    }

    @Test
    void U1_says_in_the_trail_which_months_went() {
        somethingEachWeek(60);

        assertThat(rows().stream()
                        .map(AuditRow::entry)
                        .filter(entry -> entry.action().equals("retention.applied")))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(entry.table()).isEqualTo("audit_logs");
                    assertThat(entry.details().get("months")).matches("[0-9]{4}-[0-9]{2}");
                    assertThat(entry.details().get("cuts")).hasSize(64);
                });
    }

    @Test
    void U2_finds_a_row_that_somebody_else_removed_behind_a_cut() {
        somethingEachWeek(104);
        long first = house.storage.audit().cuts().get(1).sequence() + 1;
        house.storage.rewriteTrail(rows -> rows.stream()
                .filter(row -> !(row.chain().equals("global") && row.sequence() == first))
                .toList());

        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.sequence()).isEqualTo(first));
    }

    @Test
    void U2_finds_a_cut_that_retention_did_not_make() {
        somethingEachWeek(104);
        AuditRow forged = house.storage.audit().read("global", 0, 500).get(20);
        house.storage.rewriteTrail(rows -> rows.stream()
                .filter(row -> !(row.chain().equals("global") && row.sequence() <= forged.sequence()))
                .toList());
        house.storage.rewriteCuts(cuts -> List.of(
                cuts.stream()
                        .filter(cut -> !cut.chain().equals("global"))
                        .findFirst()
                        .orElseThrow(),
                new Cut("global", forged.sequence(), forged.hash(), List.of())));

        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.reason()).contains("that retention removed"));
    }

    @Test
    void U2_finds_a_first_cut_that_no_row_vouches_for() {
        house.aPerson("ana@example.org");
        AuditRow second = house.storage.audit().read("global", 0, 10).get(1);
        house.storage.rewriteTrail(
                rows -> rows.stream().filter(row -> row.sequence() > 2).toList());
        house.storage.rewriteCuts(cuts -> List.of(new Cut("global", 2, second.hash(), List.of())));

        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.reason()).contains("no row says that retention removed it"));
    }

    @Test
    void U2_finds_a_removed_row_that_was_put_back_and_a_chain_that_went_as_a_whole() {
        AuditRow old = somethingEachWeek(104);
        house.storage.rewriteTrail(rows -> {
            List<AuditRow> all = new ArrayList<>(rows);
            all.add(old);
            return all;
        });
        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.id()).isEqualTo(old.id()));

        String chain = organization.toString();
        house.storage.rewriteTrail(rows -> rows.stream()
                .filter(row -> !row.chain().equals(chain) && !row.id().equals(old.id()))
                .toList());
        house.storage.rewriteHeads(heads ->
                heads.stream().filter(head -> !head.chain().equals(chain)).toList());
        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.chain()).isEqualTo(chain));
    }

    @Test
    void U2_a_row_of_an_earlier_number_in_a_later_month_is_no_finding_until_it_goes_too() {
        Instant end = Instant.parse("2026-01-31T23:59:59Z");
        append(end.plusSeconds(2));
        append(end);
        append(end.plusSeconds(3));
        house.clock.advance(Duration.between(house.clock.instant(), Instant.parse("2027-02-10T00:00:00Z")));
        runJobs();

        Cut cut = house.storage.audit().cuts().get(0);
        assertThat(cut.leftBehind()).hasSize(1);
        assertThat(tenon.auditTrail().verify(house.operator).bad()).isEmpty();
        house.storage.rewriteTrail(
                rows -> rows.stream().filter(row -> row.sequence() != 1).toList());
        assertThat(tenon.auditTrail().verify(house.operator).bad())
                .hasValueSatisfying(bad -> assertThat(bad.sequence()).isEqualTo(1));
    }

    @Test
    void U2_finds_a_head_that_was_set_back_before_the_cut() {
        somethingEachWeek(104);
        house.storage.rewriteHeads(heads -> heads.stream()
                .map(head -> head.chain().equals("global") ? new Head("global", 1, head.hash()) : head)
                .toList());

        assertThat(tenon.auditTrail().verify(house.operator).intact()).isFalse();
    }

    @Test
    void the_present_month_and_the_one_before_always_stay() {
        assertThat(Retention.firstMonthKept(Period.ofDays(30), Instant.parse("2026-03-31T12:00:00Z")))
                .isEqualTo("2026-02-01T00:00:00Z");
        assertThat(Retention.firstMonthKept(Period.ofMonths(13), Instant.parse("2026-03-31T12:00:00Z")))
                .isEqualTo("2025-02-01T00:00:00Z");
        assertThatThrownBy(() -> Retention.standard().withAuditLogs(Period.ofDays(29)))
                .hasMessageContaining("At least a month");
        assertThatThrownBy(() -> Retention.standard().withAuditLogs(Period.ofMonths(-1)))
                .hasMessageContaining("At least a month");
    }

    @Test
    void login_history_still_goes_to_the_day() {
        house.aPerson("ana@example.org");
        house.clock.advance(Duration.ofDays(365));
        house.runJobs();
        assertThat(tries()).isEqualTo(1);

        house.clock.advance(Duration.ofSeconds(1));
        house.runJobs();
        assertThat(tries()).isZero();
    }

    private int tries() {
        return house.tenon
                .loginHistory()
                .all(house.operator, LoginAttemptFilter.all(), PageRequest.first(10))
                .items()
                .size();
    }

    /** Returns the very first row. */
    private AuditRow somethingEachWeek(int weeks) {
        for (int week = 0; week < weeks; week++) {
            append(house.clock.instant());
            runJobs();
            house.clock.advance(Duration.ofDays(7));
            if (week == 0) {
                first = house.storage.audit().read("global", 0, 1).get(0);
            }
        }
        return first == null ? rows().get(0) : first;
    }

    private @Nullable AuditRow first;

    private void append(Instant at) {
        AuditEntry entry = Fixtures.anAuditEntry();
        house.storage.unitOfWork().run(() -> {
            AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), house.ids)
                    .append(house.operator, List.of(entry, entry.in(organization)), at);
            return true;
        });
    }

    private void runJobs() {
        int done;
        do {
            done = tenon.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
    }

    private List<AuditRow> rows() {
        return tenon.auditTrail()
                .list(house.operator, AuditFilter.all(), PageRequest.first(200))
                .items();
    }
}
