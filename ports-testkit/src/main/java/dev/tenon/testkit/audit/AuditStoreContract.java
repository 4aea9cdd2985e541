package dev.tenon.testkit.audit;

import static dev.tenon.testkit.Fixtures.anAuditEntry;
import static dev.tenon.testkit.Fixtures.anUnchainedRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.audit.spi.AuditStore.MonthlyTable;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of the audit trail does. */
public abstract class AuditStoreContract extends StorageContract {

    private static final String GLOBAL = "global";
    private static final Instant LATER = START.plus(Duration.ofDays(1));

    @Test
    void begins_a_chain_at_its_first_row() {
        String chain = Fixtures.anId().toString();

        AuditRow first = append(chain, 1).get(0);

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(first.previousHash()).isEqualTo(AuditStore.BEFORE_THE_FIRST);
        assertThat(storage.audit().heads())
                .containsExactlyInAnyOrder(
                        new Head(GLOBAL, 0, AuditStore.BEFORE_THE_FIRST), new Head(chain, 1, first.hash()));
    }

    @Test
    void appending_moves_the_head_to_the_last_row() {
        List<AuditRow> rows = append(GLOBAL, 3);
        AuditRow last = rows.get(2);

        assertThat(storage.audit().heads()).containsExactly(new Head(GLOBAL, 3, last.hash()));
        assertThat(append(GLOBAL, 1).get(0).previousHash()).isEqualTo(last.hash());
    }

    @Test
    void keeps_rows_as_they_were_appended() {
        Account ana = anAccount();
        AuditEntry entry = new AuditEntry(
                "document.uploaded", "documents", "0192", Map.of("zeta", "1", "alpha", "\"quoted\" – ü", "empty", ""));
        Unchained full = anUnchainedRow(ana.id(), entry, START.plusNanos(123_456_000));
        Unchained bare = new Unchained(
                new AuditId(Fixtures.anId()),
                null,
                null,
                "anonymous",
                new AuditEntry("session.refused", "sessions", null, Map.of()),
                null,
                "request-2",
                START,
                "\n\"ü\" – 😀 \\ and ' and :name and ?");

        change(() -> storage.audit().append(GLOBAL, List.of(full, bare)));

        List<AuditRow> read = storage.audit().read(GLOBAL, 0, 10);
        AuditRow first =
                full.at(GLOBAL, 1, AuditStore.BEFORE_THE_FIRST, read.get(0).hash());
        assertThat(read)
                .containsExactly(
                        first, bare.at(GLOBAL, 2, first.hash(), read.get(1).hash()));
        assertThat(read.get(0).entry().details().keySet()).containsExactly("alpha", "empty", "zeta");
        assertThat(read.get(0).hash()).isEqualTo(hash(read.get(0), full));
        assertThat(read.get(1).hash()).isEqualTo(hash(read.get(1), bare));
    }

    @Test
    void shows_rows_to_the_unit_of_work_that_appended_them() {
        Unchained row = anUnchainedRow(null, anAuditEntry(), START);

        List<AuditRow> seen = commit(() -> {
            storage.audit().append(GLOBAL, List.of(row));
            return storage.audit().read(GLOBAL, 0, 10);
        });

        assertThat(seen).extracting(AuditRow::id).containsExactly(row.id());
        assertThat(storage.audit().read(GLOBAL, 0, 10)).isEqualTo(seen);
    }

    @Test
    void U2_the_tenth_row_of_an_organization_is_hashed_like_the_first() {
        String chain = Fixtures.anId().toString();
        append(chain, 9);
        Unchained tenth = anUnchainedRow(null, anAuditEntry(), START);

        change(() -> storage.audit().append(chain, List.of(tenth)));

        AuditRow row = storage.audit().read(chain, 9, 1).get(0);
        assertThat(row.hash()).isEqualTo(hash(row, tenth));
    }

    @Test
    void U2_rows_that_are_appended_at_once_make_one_chain_without_gaps() {
        Race.of(20, number -> append(GLOBAL, 1 + number % 3));

        List<AuditRow> rows = storage.audit().read(GLOBAL, 0, 100);
        assertThat(rows)
                .extracting(AuditRow::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, rows.size()).boxed().toList());
        assertThat(rows).hasSize(39);
        for (int index = 1; index < rows.size(); index++) {
            assertThat(rows.get(index).previousHash())
                    .isEqualTo(rows.get(index - 1).hash());
        }
        AuditRow last = rows.get(rows.size() - 1);
        assertThat(storage.audit().heads()).containsExactly(new Head(GLOBAL, 39, last.hash()));
    }

    @Test
    void a_chain_that_many_begin_at_once_begins_once() {
        String chain = Fixtures.anId().toString();

        Race.of(10, number -> append(chain, 1));

        assertThat(storage.audit().read(chain, 0, 100))
                .extracting(AuditRow::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void U1_rows_of_a_commit_that_failed_leave_no_gap() {
        append(GLOBAL, 2);
        List<Head> before = storage.audit().heads();

        rollBack(() -> appendHere(GLOBAL, 2));

        assertThat(storage.audit().heads()).isEqualTo(before);
        assertThat(append(GLOBAL, 1).get(0).sequence()).isEqualTo(3);
        assertThat(storage.audit().read(GLOBAL, 0, 10)).hasSize(3);
    }

    @Test
    void chains_are_counted_apart() {
        String chain = Fixtures.anId().toString();
        append(GLOBAL, 2);
        List<AuditRow> rows = append(chain, 3);
        append(GLOBAL, 1);

        assertThat(storage.audit().heads())
                .extracting(Head::chain, Head::sequence)
                .containsExactlyInAnyOrder(tuple(GLOBAL, 3L), tuple(chain, 3L));
        assertThat(storage.audit().read(chain, 0, 10)).containsExactlyElementsOf(rows);
    }

    @Test
    void reads_a_chain_in_order_from_a_sequence_on() {
        List<AuditRow> rows = append(GLOBAL, 7);

        assertThat(storage.audit().read(GLOBAL, 0, 3)).containsExactlyElementsOf(rows.subList(0, 3));
        assertThat(storage.audit().read(GLOBAL, 3, 3)).containsExactlyElementsOf(rows.subList(3, 6));
        assertThat(storage.audit().read(GLOBAL, 6, 3)).containsExactlyElementsOf(rows.subList(6, 7));
        assertThat(storage.audit().read(GLOBAL, 7, 3)).isEmpty();
        assertThat(storage.audit().read("no such chain", 0, 3)).isEmpty();
    }

    @Test
    void lists_newest_first_page_by_page() {
        List<AuditRow> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3, 40)
                .mapToObj(day -> appended(null, anAuditEntry(), START.plus(Duration.ofDays(day))))
                .toList();

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.audit().list(AuditFilter.all(), page),
                () -> appended(null, anAuditEntry(), START.plus(Duration.ofDays(41))));
    }

    @Test
    void lists_who_did_it() {
        Account ana = anAccount();
        Account ben = anAccount();
        AuditRow anas = appended(ana.id(), anAuditEntry(), START);
        AuditRow bens = appended(ben.id(), anAuditEntry(), START);
        appended(null, anAuditEntry(), START);

        assertThat(found(AuditFilter.all().by(ana.id()))).containsExactly(anas);
        assertThat(found(AuditFilter.all().by(ben.id()))).containsExactly(bens);
        assertThat(found(AuditFilter.all().by(anAccount().id()))).isEmpty();
    }

    @Test
    void lists_what_happened_to_what() {
        AuditRow uploaded = appended(null, entry("document.uploaded", "documents", "1"), START);
        AuditRow deleted = appended(null, entry("document.deleted", "documents", "1"), START.plusSeconds(1));
        AuditRow other = appended(null, entry("document.deleted", "documents", "2"), START.plusSeconds(2));
        AuditRow account = appended(null, entry("account.updated", "users", "1"), START.plusSeconds(3));

        assertThat(found(AuditFilter.all().ofAction("document.deleted"))).containsExactly(other, deleted);
        assertThat(found(AuditFilter.all().onTable("documents"))).containsExactly(other, deleted, uploaded);
        assertThat(found(AuditFilter.all().onRecord("1"))).containsExactly(account, deleted, uploaded);
        assertThat(found(AuditFilter.all()
                        .ofAction("document.deleted")
                        .onTable("documents")
                        .onRecord("1")))
                .containsExactly(deleted);
        assertThat(found(AuditFilter.all().ofAction("document"))).isEmpty();
    }

    @Test
    void lists_what_was_done_in_the_name_of_others() {
        Account ana = anAccount();
        Account ben = anAccount();
        Unchained both = new Unchained(
                new AuditId(Fixtures.anId()),
                ana.id(),
                ben.id(),
                "user:" + ana.id() + " by user:" + ben.id(),
                anAuditEntry(),
                null,
                "request-3",
                START,
                "");
        appended(ben.id(), anAuditEntry(), START);
        change(() -> storage.audit().append(GLOBAL, List.of(both)));

        assertThat(found(AuditFilter.all().byImpersonator(ben.id())))
                .extracting(AuditRow::id)
                .containsExactly(both.id());
        assertThat(found(AuditFilter.all().by(ana.id())))
                .extracting(AuditRow::impersonatorId)
                .containsExactly(ben.id());
    }

    @Test
    void lists_what_happened_in_an_organization() {
        OrganizationId organization = new OrganizationId(Fixtures.anId());
        AuditEntry entry = anAuditEntry().in(organization);
        appended(null, anAuditEntry(), START);
        change(() -> storage.audit().append(organization.toString(), List.of(anUnchainedRow(null, entry, START))));

        assertThat(found(AuditFilter.all().in(organization)))
                .extracting(AuditRow::entry)
                .containsExactly(entry);
        assertThat(found(AuditFilter.all().in(new OrganizationId(Fixtures.anId()))))
                .isEmpty();
    }

    @Test
    void keeps_what_became_of_each_field() {
        AuditEntry entry = anAuditEntry()
                .changed("status", "active", "banned")
                .changed("expiresAt", null, "2026-01-01T00:00:00Z")
                .changed("limit", "\"5\" – ü", null)
                .changedWithheld("userName", "ana", "ben");

        AuditRow row = appended(null, entry, START);

        assertThat(row.entry()).isEqualTo(entry);
        assertThat(row.entry().changes()).containsEntry("userName", FieldChange.withheld());
    }

    @Test
    void lists_a_span_of_time_from_inclusive_to_exclusive() {
        appended(null, anAuditEntry(), START);
        AuditRow first = appended(null, anAuditEntry(), START.plusSeconds(1));
        AuditRow second = appended(null, anAuditEntry(), LATER.minusNanos(1_000));
        AuditRow end = appended(null, anAuditEntry(), LATER);

        assertThat(found(AuditFilter.all().between(START.plusSeconds(1), LATER)))
                .containsExactly(second, first);
        assertThat(found(AuditFilter.all().between(LATER, null))).containsExactly(end);
        assertThat(found(AuditFilter.all().between(null, START))).isEmpty();
    }

    @Test
    void pages_of_a_filtered_list_skip_what_does_not_match() {
        List<AuditRow> matching = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            appended(null, anAuditEntry(), START.plusSeconds(second));
            matching.add(appended(null, entry("plan.changed", "plans", "1"), START.plusSeconds(second)));
        }
        AuditFilter filter =
                AuditFilter.all().ofAction("plan.changed").onTable("plans").between(START, LATER);

        holdsStillInPages(
                matching.reversed(),
                page -> storage.audit().list(filter, page),
                () -> appended(null, entry("plan.changed", "plans", "2"), LATER.minusSeconds(1)));
    }

    @Test
    void makes_room_for_the_months_ahead_once() {
        commit(() -> storage.audit().ensurePartitions(START));

        assertThat(commit(() -> storage.audit().ensurePartitions(START))).isZero();
        appended(null, anAuditEntry(), START.plus(Duration.ofDays(45)));
        appended(null, anAuditEntry(), START.plus(Duration.ofDays(4_000)));
        assertThat(storage.audit().read(GLOBAL, 0, 10)).hasSize(2);
    }

    @Test
    void drops_months_and_keeps_where_that_cuts_each_chain() {
        Instant now = Instant.parse("2026-10-15T12:00:00Z");
        AuditRow january = appended(null, anAuditEntry(), Instant.parse("2026-01-15T00:00:00Z"));
        appended(null, anAuditEntry(), Instant.parse("2026-03-01T00:00:00Z"));
        AuditRow february = appended(null, anAuditEntry(), Instant.parse("2026-02-28T23:59:59.999999Z"));
        AuditRow march = appended(null, anAuditEntry(), Instant.parse("2026-03-02T00:00:00Z"));
        commit(() -> storage.audit().ensurePartitions(now));

        List<YearMonth> gone = commit(
                () -> storage.audit().dropMonths(MonthlyTable.AUDIT_LOGS, Instant.parse("2026-03-01T00:00:00Z"), now));

        assertThat(gone).contains(YearMonth.of(2026, 1), YearMonth.of(2026, 2)).doesNotContain(YearMonth.of(2026, 3));
        List<AuditRow> left = storage.audit().read(GLOBAL, 0, 10);
        assertThat(left).extracting(AuditRow::sequence).containsExactly(2L, 4L);
        assertThat(storage.audit().cuts())
                .containsExactly(new Cut(
                        GLOBAL, 3, february.hash(), List.of("2:" + left.get(0).hash())));
        assertThat(january.sequence()).isEqualTo(1);
        assertThat(storage.audit().heads()).containsExactly(new Head(GLOBAL, 4, march.hash()));
    }

    @Test
    void tells_which_heads_there_is_a_row_of() {
        List<AuditRow> rows = append(GLOBAL, 3);
        Head second = new Head(GLOBAL, 2, rows.get(1).hash());

        assertThat(storage.audit()
                        .present(List.of(
                                second,
                                new Head(GLOBAL, 3, rows.get(1).hash()),
                                new Head("other", 2, second.hash()),
                                new Head(GLOBAL, 9, second.hash()))))
                .containsExactly(second);
        assertThat(storage.audit().present(List.of())).isEmpty();
    }

    @Test
    void no_row_is_beyond_its_head() {
        append(GLOBAL, 3);
        append(Fixtures.anId().toString(), 2);

        assertThat(storage.audit().beyondHeads()).isEmpty();
    }

    private List<AuditRow> append(String chain, int count) {
        return commit(() -> appendHere(chain, count));
    }

    private List<AuditRow> appendHere(String chain, int count) {
        List<Unchained> rows = Stream.generate(() -> anUnchainedRow(null, anAuditEntry(), START))
                .limit(count)
                .toList();
        storage.audit().append(chain, rows);
        List<AuditRow> all = storage.audit().read(chain, 0, 1_000);
        return all.subList(all.size() - count, all.size());
    }

    private AuditRow appended(@Nullable UserId userId, AuditEntry entry, Instant createdAt) {
        return commit(() -> {
            storage.audit().append(GLOBAL, List.of(anUnchainedRow(userId, entry, createdAt)));
            List<AuditRow> all = storage.audit().read(GLOBAL, 0, 1_000);
            return all.get(all.size() - 1);
        });
    }

    private static String hash(AuditRow row, Unchained unchained) {
        String text = ChainText.of(row.chain(), row.sequence(), row.previousHash(), unchained.content());
        return new PlainSecrets().sha256(text);
    }

    private List<AuditRow> found(AuditFilter filter) {
        return storage.audit().list(filter, PageRequest.first(50)).items();
    }

    private static AuditEntry entry(String action, String table, String recordId) {
        return new AuditEntry(action, table, recordId, Map.of());
    }
}
