package dev.tenon.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What whoever owns the database can do to the trail, and how it is found. */
class VerificationTest {

    private final TenonInMemory house = new TenonInMemory();

    @BeforeEach
    void fill_more_than_a_page() {
        house.aPerson("ana@example.org");
        List<AuditEntry> entries = IntStream.range(0, 1_500)
                .mapToObj(any -> Fixtures.anAuditEntry())
                .toList();
        house.storage.unitOfWork().run(() -> {
            AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), Fixtures::anId)
                    .append(house.operator, entries, house.clock.instant());
            return true;
        });
    }

    @Test
    void U2_counts_the_rows_of_a_trail_that_fits() {
        assertThat(house.tenon.auditTrail().verify(house.operator).intact()).isTrue();
        assertThat(house.tenon.auditTrail().verify(house.operator).rows()).isGreaterThan(1_500);
    }

    @Test
    void U2_finds_a_row_that_was_changed() {
        replace(700, row -> with(row, row.sequence(), new AuditEntry("nothing.happened", "users", null, Map.of())));

        assertThat(bad()).isEqualTo(new BadRow("global", 700, id(700), "its content does not match its hash"));
    }

    @Test
    void U2_finds_a_row_that_was_given_to_another_person() {
        UserId ben = Fixtures.aUserId();
        replace(
                3,
                row -> new AuditRow(
                        row.id(),
                        ben,
                        row.impersonatorId(),
                        row.actorLabel(),
                        row.entry(),
                        row.ipAddress(),
                        row.requestId(),
                        row.chain(),
                        row.sequence(),
                        row.previousHash(),
                        row.hash(),
                        row.createdAt()));

        assertThat(bad()).isEqualTo(new BadRow("global", 3, id(3), "the account is another one than its actor's"));
    }

    @Test
    void U2_finds_a_row_that_was_taken_into_an_organization() {
        replace(5, row -> with(row, 5, row.entry().in(new OrganizationId(Fixtures.anId()))));

        assertThat(bad()).isEqualTo(new BadRow("global", 5, id(5), "it names another organization than its chain"));
    }

    @Test
    void U2_finds_a_row_that_was_removed() {
        house.storage.rewriteTrail(
                rows -> rows.stream().filter(row -> row.sequence() != 1_000).toList());

        assertThat(bad()).isEqualTo(new BadRow("global", 1_000, null, "it is missing"));
    }

    @Test
    void U2_finds_rows_that_were_removed_at_the_end() {
        long last = last();
        house.storage.rewriteTrail(
                rows -> rows.stream().filter(row -> row.sequence() < last - 2).toList());

        assertThat(bad()).isEqualTo(new BadRow("global", last - 2, null, "it is missing"));
    }

    @Test
    void U2_finds_rows_that_were_removed_at_the_beginning() {
        house.storage.rewriteTrail(
                rows -> rows.stream().filter(row -> row.sequence() > 10).toList());

        assertThat(bad()).isEqualTo(new BadRow("global", 1, null, "it is missing"));
    }

    @Test
    void U2_finds_a_head_that_was_set_back_with_the_last_row_left_over() {
        AuditRow before = row(last() - 1);
        house.storage.rewriteHeads(heads -> List.of(new Head("global", before.sequence(), before.hash())));

        assertThat(bad().reason()).isEqualTo("it is behind the head of its chain");
    }

    @Test
    void U2_finds_a_head_that_names_another_row() {
        Head head = house.storage.audit().heads().get(0);
        house.storage.rewriteHeads(heads -> List.of(new Head("global", head.sequence(), "0".repeat(64))));

        assertThat(bad().reason()).isEqualTo("the head of the chain names another row");
    }

    @Test
    void U2_finds_a_second_row_of_a_number_wherever_a_page_ends() {
        long last = last();
        for (long number : List.of(1L, 500L, 1_000L, 1_001L, last)) {
            AuditRow twin = twin(row(number));
            house.storage.rewriteTrail(rows -> added(rows, twin));

            assertThat(bad().sequence()).isEqualTo(number);
            assertThat(bad().reason()).isEqualTo("another row has its number");
            house.storage.rewriteTrail(rows -> without(rows, twin.id()));
        }
        assertThat(house.tenon.auditTrail().verify(house.operator).intact()).isTrue();
    }

    @Test
    void U2_finds_rows_of_a_chain_that_has_no_head() {
        AuditRow row = row(1);
        AuditRow alone = new AuditRow(
                new AuditId(Fixtures.anId()),
                null,
                null,
                row.actorLabel(),
                row.entry(),
                null,
                row.requestId(),
                Fixtures.anId().toString(),
                1,
                row.previousHash(),
                row.hash(),
                row.createdAt());
        house.storage.rewriteTrail(rows -> added(rows, alone));

        assertThat(bad().id()).isEqualTo(alone.id());
    }

    @Test
    void tells_how_far_it_has_come() {
        List<Long> done = new ArrayList<>();
        house.tenon.auditTrail().verify(house.operator, Stream.of(), (rows, of) -> {
            done.add(rows);
            assertThat(of).isEqualTo(last());
        });

        assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(last());
    }

    private BadRow bad() {
        return house.tenon.auditTrail().verify(house.operator).bad().orElseThrow();
    }

    private long last() {
        return house.storage.audit().heads().get(0).sequence();
    }

    private AuditRow row(long sequence) {
        return house.storage.audit().read("global", sequence - 1, 1).get(0);
    }

    private AuditId id(long sequence) {
        return row(sequence).id();
    }

    private void replace(long sequence, UnaryOperator<AuditRow> other) {
        house.storage.rewriteTrail(rows -> rows.stream()
                .map(row -> row.sequence() == sequence ? other.apply(row) : row)
                .toList());
    }

    private static AuditRow twin(AuditRow row) {
        return new AuditRow(
                new AuditId(Fixtures.anId()),
                row.userId(),
                row.impersonatorId(),
                row.actorLabel(),
                row.entry(),
                row.ipAddress(),
                row.requestId(),
                row.chain(),
                row.sequence(),
                row.previousHash(),
                row.hash(),
                row.createdAt().plusSeconds(1));
    }

    private static AuditRow with(AuditRow row, long sequence, AuditEntry entry) {
        return new AuditRow(
                row.id(),
                row.userId(),
                row.impersonatorId(),
                row.actorLabel(),
                entry,
                row.ipAddress(),
                row.requestId(),
                row.chain(),
                sequence,
                row.previousHash(),
                row.hash(),
                row.createdAt());
    }

    private static List<AuditRow> added(List<AuditRow> rows, AuditRow more) {
        List<AuditRow> all = new ArrayList<>(rows);
        all.add(more);
        return all;
    }

    private static List<AuditRow> without(List<AuditRow> rows, @Nullable AuditId id) {
        return rows.stream().filter(row -> !row.id().equals(id)).toList();
    }
}
