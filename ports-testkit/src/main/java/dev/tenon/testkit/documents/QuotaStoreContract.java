package dev.tenon.testkit.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static dev.tenon.testkit.Fixtures.aHold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.documents.spi.QuotaStore.Filling;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every store of quotas does. */
public abstract class QuotaStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));
    private static final Instant EXPIRED = START.plus(Duration.ofHours(1));
    private static final Instant RETRY = LATER.plus(Duration.ofMinutes(10));

    @Test
    void opens_an_empty_quota() {
        Account ana = withQuota(1_000L, 10L);

        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 0, 1_000L, 0, 0, 10L));
        assertThat(storage.quotas().find(anAccount().id())).isEmpty();
    }

    @Test
    void sets_other_limits_and_keeps_what_is_counted() {
        Account ana = withQuota(1_000L, 10L);
        committed(ana, 300);
        reserved(ana, 200);

        open(ana, 100L, 1L);
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 300, 200, 100L, 1, 1, 1L));

        open(ana, null, null);
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 300, 200, null, 1, 1, null));
    }

    @Test
    void gives_out_quotas_that_reached_a_step_until_their_owners_were_told() {
        Account ana = withQuota(1_000L, 10L);
        assertThat(filled(ana, START)).isEmpty();

        committed(ana, 800);
        assertThat(filled(ana, START)).containsExactly(new Filling(ana.id(), 80, 0, 0, 0));
        told(ana, 80, 0);
        assertThat(filled(ana, START)).isEmpty();

        open(ana, 800L, 1L);
        assertThat(filled(ana, START)).containsExactly(new Filling(ana.id(), 100, 80, 100, 0));
        told(ana, 100, 100);
        open(ana, null, null);
        assertThat(filled(ana, START)).containsExactly(new Filling(ana.id(), 0, 100, 0, 100));
    }

    @Test
    void a_step_is_left_a_tenth_below_it_and_after_a_pause() {
        Account ana = withQuota(1_000L, 10L);
        committed(ana, 1_000);
        told(ana, 100, 0);

        change(() -> storage.quotas().free(ana.id(), 100, 0, START));
        assertThat(filled(ana, START)).as("900").isEmpty();
        change(() -> storage.quotas().free(ana.id(), 1, 0, START));
        assertThat(filled(ana, START)).as("899").containsExactly(new Filling(ana.id(), 80, 100, 0, 0));
        change(() -> storage.quotas().free(ana.id(), 200, 0, START));
        assertThat(filled(ana, START.minusSeconds(1))).as("told lately").isEmpty();
        assertThat(filled(ana, START)).as("699").containsExactly(new Filling(ana.id(), 0, 100, 0, 0));

        told(ana, 80, 0);
        change(() -> storage.quotas().take(ana.id(), 1, 0, START));
        assertThat(filled(ana, START)).as("700").isEmpty();
        change(() -> storage.quotas().take(ana.id(), 0, 8, START));
        assertThat(filled(ana, START.minusSeconds(1)))
                .as("a higher step is not paused")
                .containsExactly(new Filling(ana.id(), 80, 80, 80, 0));
    }

    private void told(Account account, int storageStep, int documentsStep) {
        change(() -> storage.quotas().told(account.id(), storageStep, documentsStep, START));
    }

    @Test
    void a_filled_quota_is_given_to_one_of_many_at_once() {
        Account ana = withQuota(1_000L, 10L);
        committed(ana, 1_000);

        List<Boolean> told = Race.of(
                8,
                number -> commit(() -> {
                    List<Filling> mine = storage.quotas().lockFilled(START, 1_000).stream()
                            .filter(filling -> filling.subject().equals(ana.id()))
                            .toList();
                    mine.forEach(
                            filling -> storage.quotas().told(ana.id(), filling.storage(), filling.documents(), START));
                    return !mine.isEmpty();
                }));

        assertThat(told).containsOnlyOnce(true);
    }

    private List<Filling> filled(Account account, Instant toldBefore) {
        return commit(() -> storage.quotas().lockFilled(toldBefore, 1_000)).stream()
                .filter(filling -> filling.subject().equals(account.id()))
                .toList();
    }

    @Test
    void an_organization_has_a_quota_of_its_own_until_it_ends() {
        Account ana = withQuota(1_000L, 10L);
        OrganizationId acme = anOrganization(ana);
        assertThat(storage.quotas().find(acme)).isEmpty();

        change(() -> storage.quotas().open(Fixtures.anId(), acme, 5_000L, 7L, START));
        assertThat(storage.quotas().find(acme)).contains(new Quota(acme, 0, 0, 5_000L, 0, 0, 7L));
        change(() -> storage.quotas().open(Fixtures.anId(), acme, null, null, LATER));
        assertThat(storage.quotas().find(acme)).contains(new Quota(acme, 0, 0, null, 0, 0, null));
        assertThat(quota(ana).max()).isEqualTo(1_000L);

        change(() -> storage.quotas().close(acme));
        assertThat(storage.quotas().find(acme)).isEmpty();
    }

    @Test
    void a_quota_that_is_opened_by_many_at_once_is_one() {
        Account ana = anAccount();

        Race.of(20, number -> {
            open(ana, 1_000L, 10L);
            return number;
        });

        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 0, 1_000L, 0, 0, 10L));
    }

    @Test
    void reserves_as_much_as_fits() {
        Account ana = withQuota(1_000L, 10L);

        assertThat(reserve(aHold(ana.id(), 600))).isTrue();
        assertThat(reserve(aHold(ana.id(), 401))).isFalse();
        assertThat(reserve(aHold(ana.id(), 400))).isTrue();
        assertThat(reserve(aHold(ana.id(), 0))).as("nothing fits always").isTrue();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 1_000, 1_000L, 0, 3, 10L));
    }

    @Test
    void reserves_as_many_documents_as_fit() {
        Account ana = withQuota(null, 2L);

        assertThat(reserve(aHold(ana.id(), 1))).isTrue();
        committed(ana, 1);
        assertThat(reserve(aHold(ana.id(), 1))).isFalse();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 1, 1, null, 1, 1, 2L));
    }

    @Test
    void reserves_nothing_beyond_a_limit_that_was_lowered() {
        Account ana = withQuota(1_000L, 10L);
        committed(ana, 300);
        open(ana, 200L, 10L);

        assertThat(reserve(aHold(ana.id(), 1))).isFalse();
    }

    @Test
    void reserves_without_end_where_there_is_no_limit() {
        Account ana = withQuota(null, null);

        assertThat(reserve(aHold(ana.id(), 1L << 50))).isTrue();
        assertThat(reserve(aHold(ana.id(), 1L << 50))).isTrue();
        assertThat(quota(ana).reserved()).isEqualTo(1L << 51);
    }

    @Test
    void reserves_nothing_where_no_quota_is_open() {
        assertThat(reserve(aHold(anAccount().id(), 1))).isFalse();
    }

    @Test
    void finds_a_quota_that_does_not_say_what_is_stored_and_puts_it_right() {
        Account ana = withQuota(1_000_000L, 10L);
        Account ben = withQuota(1_000_000L, 10L);
        Document document = Fixtures.aDocument(ana.id());
        change(() -> {
            storage.documents().insert(document);
            storage.quotas().take(ana.id(), document.fileSize(), 1, START);
            storage.quotas().reserve(aHold(ana.id(), 30), START);
        });
        assertThat(drifts(ana, ben)).isEmpty();
        Quota right = quota(ana);

        change(() -> storage.quotas().take(ana.id(), 7, 2, START));

        Quota wrong = quota(ana);
        QuotaDrift drift = new QuotaDrift(wrong, document.fileSize(), 30, 1, 1);
        assertThat(drifts(ana, ben)).containsExactly(drift);
        assertThat(commit(() -> storage.quotas().recount(ana.id(), LATER))).contains(drift);
        assertThat(quota(ana)).isEqualTo(right);
        assertThat(commit(() -> storage.quotas().recount(ana.id(), LATER))).isEmpty();
        assertThat(drifts(ana, ben)).isEmpty();
    }

    @Test
    void what_is_in_the_trash_does_not_count() {
        Account ana = withQuota(1_000_000L, 10L);
        Document document = Fixtures.aDocument(ana.id());
        change(() -> {
            storage.documents().insert(document);
            storage.documents().trash(document.id(), START);
        });

        assertThat(drifts(ana)).isEmpty();
    }

    private List<QuotaDrift> drifts(Account... of) {
        List<SubjectId> subjects = Stream.of(of).<SubjectId>map(Account::id).toList();
        return storage.quotas().drifted(1_000).stream()
                .filter(drift -> subjects.contains(drift.subject()))
                .toList();
    }

    @Test
    void every_quota_counts_for_itself() {
        Account ana = withQuota(1_000L, 10L);
        Account ben = withQuota(1_000L, 10L);
        reserved(ana, 900);
        Hold hold = reserved(ben, 500);
        commit(hold, 500);

        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 900, 1_000L, 0, 1, 10L));
        assertThat(quota(ben)).isEqualTo(new Quota(ben.id(), 500, 0, 1_000L, 1, 0, 10L));
    }

    @Test
    void reserves_more_for_a_hold_as_long_as_it_fits() {
        Account ana = withQuota(1_000L, 10L);
        Hold hold = reserved(ana, 100);

        assertThat(extend(hold, 901)).isFalse();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 100, 1_000L, 0, 1, 10L));
        assertThat(extend(hold, 900)).isTrue();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 1_000, 1_000L, 0, 1, 10L));
    }

    @Test
    void extending_a_hold_puts_its_end_off() {
        Account ana = withQuota(1_000L, 10L);
        Hold hold = reserved(ana, 100);
        Instant end = EXPIRED.plusSeconds(60);

        boolean extended = commit(() -> storage.quotas().extend(hold.id(), 50, end, LATER));

        assertThat(extended).isTrue();
        assertThat(expiredHolds(EXPIRED)).isEmpty();
        assertThat(expiredHolds(end)).containsExactly(new Hold(hold.id(), ana.id(), hold.blobKey(), 150, 1, end));
    }

    @Test
    void extends_no_hold_that_is_gone() {
        Account ana = withQuota(1_000L, 10L);
        Hold released = reserved(ana, 100);
        release(released);

        assertThat(extend(released, 1)).isFalse();
        assertThat(extend(aHold(ana.id(), 1), 1)).isFalse();
        assertThat(quota(ana).reserved()).isZero();
    }

    @Test
    void turns_a_hold_into_used_bytes_once() {
        Account ana = withQuota(1_000L, 10L);
        Hold hold = reserved(ana, 400);

        assertThat(commit(hold, 300)).isTrue();
        assertThat(commit(hold, 300)).isFalse();
        assertThat(release(hold)).isFalse();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 300, 0, 1_000L, 1, 0, 10L));
        assertThat(claim(LATER, 10)).as("its blob is kept").isEmpty();
    }

    @Test
    void gives_a_hold_back_once_and_has_its_blob_deleted() {
        Account ana = withQuota(1_000L, 10L);
        Hold hold = reserved(ana, 400);

        assertThat(release(hold)).isTrue();
        assertThat(release(hold)).isFalse();
        assertThat(commit(hold, 300)).isFalse();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 0, 1_000L, 0, 0, 10L));
        assertThat(claim(LATER, 10)).containsExactly(hold.blobKey());
    }

    @Test
    void of_twenty_who_finish_a_hold_one_does() {
        Account ana = withQuota(1_000L, 10L);
        Hold hold = reserved(ana, 400);

        List<Boolean> finished = Race.of(20, number -> number % 2 == 0 ? commit(hold, 400) : release(hold));

        assertThat(finished).containsOnlyOnce(true).hasSize(20);
        Quota quota = quota(ana);
        assertThat(quota.reserved()).isZero();
        assertThat(quota.documentsReserved()).isZero();
        assertThat(quota.used()).isEqualTo(400 * quota.documentsUsed());
        assertThat(claim(LATER, 10)).hasSize(1 - (int) quota.documentsUsed());
    }

    @Test
    void gives_used_bytes_back_and_has_the_blob_deleted() {
        Account ana = withQuota(1_000L, 10L);
        committed(ana, 300);
        Hold second = committed(ana, 200);

        change(() -> {
            storage.quotas().free(ana.id(), 200, 1, LATER);
            storage.quotas().discard(List.of(second.blobKey()), LATER);
        });

        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 300, 0, 1_000L, 1, 0, 10L));
        assertThat(claim(LATER, 10)).containsExactly(second.blobKey());
    }

    @Test
    void a_hold_without_a_document_reserves_bytes_alone() {
        Account ana = withQuota(1_000L, 0L);
        Hold version = new Hold(Fixtures.anId(), ana.id(), Fixtures.aBlobKey(), 400, 0, EXPIRED);

        assertThat(reserve(version)).isTrue();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 400, 1_000L, 0, 0, 0L));
        assertThat(commit(version, 400)).isTrue();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 400, 0, 1_000L, 0, 0, 0L));
    }

    @Test
    void an_organization_reserves_in_its_own_quota() {
        Account ana = withQuota(1_000L, 10L);
        OrganizationId organization = anOrganization(ana);
        change(() -> storage.quotas().open(Fixtures.anId(), organization, 500L, null, START));
        Hold fits = Fixtures.aHold(organization, 400);

        assertThat(reserve(Fixtures.aHold(organization, 501))).isFalse();
        assertThat(reserve(fits)).isTrue();
        assertThat(commit(() -> storage.quotas().extend(fits.id(), 101, EXPIRED, LATER)))
                .isFalse();
        assertThat(expiredHolds(EXPIRED)).containsExactly(fits);
        assertThat(commit(fits, 300)).isTrue();
        assertThat(storage.quotas().find(organization)).contains(new Quota(organization, 300, 0, 500L, 1, 0, null));
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 0, 1_000L, 0, 0, 10L));
    }

    @Test
    void takes_what_fits_and_nothing_else() {
        Account ana = withQuota(1_000L, 2L);
        reserved(ana, 300);

        assertThat(take(ana, 701, 0)).isFalse();
        assertThat(take(ana, 100, 2)).as("one is reserved").isFalse();
        assertThat(take(ana, 100, 1)).isTrue();
        assertThat(take(ana, 600, 0)).isTrue();
        assertThat(take(ana, 1, 0)).isFalse();
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 700, 300, 1_000L, 1, 1, 2L));
    }

    @Test
    void of_a_hundred_who_take_at_once_as_many_get_it_as_there_is_room_for() {
        Account ana = withQuota(1_000L, null);

        List<Boolean> taken = Race.of(100, number -> take(ana, 90, 1));

        assertThat(taken.stream().filter(fits -> fits)).hasSize(11);
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 990, 0, 1_000L, 11, 0, null));
    }

    private OrganizationId anOrganization(Account owner) {
        return commit(() -> {
            Organization organization = Fixtures.anOrganization(owner.id(), "acme", START);
            storage.organizations().insertIfAbsent(organization, Fixtures.anId());
            return organization.id();
        });
    }

    private boolean take(Account person, long bytes, long documents) {
        return commit(() -> storage.quotas().take(person.id(), bytes, documents, LATER));
    }

    @Test
    void what_was_rolled_back_is_not_counted() {
        Account ana = withQuota(1_000L, 10L);
        Hold kept = reserved(ana, 100);
        Hold undone = aHold(ana.id(), 200);
        Quota before = quota(ana);

        rollBack(() -> {
            storage.quotas().reserve(undone, LATER);
            storage.quotas().extend(undone.id(), 50, EXPIRED, LATER);
            storage.quotas().commit(undone.id(), 250, LATER);
            storage.quotas().release(kept.id(), LATER);
            storage.quotas().free(ana.id(), 250, 1, LATER);
            storage.quotas().take(ana.id(), 10, 1, LATER);
            storage.quotas().discard(List.of(undone.blobKey()), LATER);
        });

        assertThat(quota(ana)).isEqualTo(before);
        assertThat(claim(LATER, 10)).isEmpty();
        assertThat(commit(undone, 1)).isFalse();
        assertThat(commit(kept, 100)).isTrue();
    }

    @Test
    void a_hundred_uploads_at_once_never_exceed_the_bytes() {
        Account ana = withQuota(1_000L, null);

        List<Boolean> reserved = Race.of(100, number -> reserve(aHold(ana.id(), 90)));

        assertThat(reserved.stream().filter(fits -> fits)).hasSize(11);
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 990, 1_000L, 0, 11, null));
    }

    @Test
    void a_hundred_uploads_at_once_never_exceed_the_documents() {
        Account ana = withQuota(null, 7L);

        List<Boolean> reserved = Race.of(100, number -> reserve(aHold(ana.id(), 90)));

        assertThat(reserved.stream().filter(fits -> fits)).hasSize(7);
        assertThat(quota(ana)).isEqualTo(new Quota(ana.id(), 0, 630, null, 0, 7, 7L));
    }

    @Test
    void a_hundred_uploads_that_end_in_every_way_add_up() {
        Account ana = withQuota(100_000L, 100L);

        List<Long> used = Race.of(100, number -> {
            Hold hold = aHold(ana.id(), 100);
            if (!reserve(hold)) {
                return 0L;
            }
            extend(hold, number);
            if (number % 3 == 0) {
                release(hold);
                return 0L;
            }
            commit(hold, number);
            if (number % 3 == 1) {
                change(() -> {
                    storage.quotas().free(ana.id(), number, 1, LATER);
                    storage.quotas().discard(List.of(hold.blobKey()), LATER);
                });
                return 0L;
            }
            return (long) number;
        });

        Quota quota = quota(ana);
        assertThat(quota.reserved()).isZero();
        assertThat(quota.documentsReserved()).isZero();
        assertThat(quota.used()).isEqualTo(used.stream().mapToLong(each -> each).sum());
        assertThat(quota.documentsUsed()).isEqualTo(33);
        assertThat(claim(LATER, 200)).hasSize(67);
    }

    @Test
    void finds_holds_when_they_expired() {
        Account ana = withQuota(null, null);
        Hold hold = reserved(ana, 100);
        commit(reserved(ana, 1), 1);

        assertThat(expiredHolds(EXPIRED.minusNanos(1_000))).isEmpty();
        assertThat(expiredHolds(EXPIRED)).containsExactly(hold);
    }

    @Test
    void locks_no_more_holds_at_a_time_than_asked_for() {
        Account ana = withQuota(null, null);
        IntStream.range(0, 5).forEach(number -> reserved(ana, number));

        assertThat(commit(() -> storage.quotas().lockExpiredHolds(EXPIRED, 3))).hasSize(3);
        assertThat(expiredHolds(EXPIRED)).hasSize(5);
    }

    @Test
    void holds_that_one_sweeper_has_locked_another_skips_without_waiting() {
        Account ana = withQuota(null, null);
        Hold first = reserved(ana, 1);
        Hold second = reserved(ana, 2);

        List<Hold> mine = new ArrayList<>();
        List<Hold> others = new ArrayList<>();
        change(() -> {
            mine.addAll(storage.quotas().lockExpiredHolds(EXPIRED, 1));
            others.addAll(Race.aside(() -> expiredHolds(EXPIRED)));
        });

        assertThat(mine).hasSize(1);
        assertThat(others).hasSize(1);
        assertThat(Stream.of(mine, others).flatMap(List::stream)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void holds_come_in_the_order_of_whose_they_are() {
        List<Account> people = List.of(withQuota(null, null), withQuota(null, null), withQuota(null, null));
        IntStream.of(2, 0, 1, 0, 2, 1).forEach(number -> reserved(people.get(number), 1));

        assertThat(expiredHolds(EXPIRED))
                .extracting(hold -> hold.subject().value())
                .hasSize(6)
                .isSorted();
    }

    @RepeatedTest(5)
    void sweepers_that_release_holds_of_the_same_people_do_not_stand_in_each_others_way() {
        List<Account> people = List.of(withQuota(null, null), withQuota(null, null), withQuota(null, null));
        people.forEach(person -> IntStream.range(0, 10).forEach(number -> reserved(person, number)));
        people.reversed().forEach(person -> IntStream.range(0, 10).forEach(number -> reserved(person, number)));
        CountDownLatch bothHaveLocked = new CountDownLatch(2);

        List<Integer> released = Race.of(
                2,
                number -> commit(() -> {
                    List<Hold> expired = storage.quotas().lockExpiredHolds(EXPIRED, 30);
                    bothHaveLocked.countDown();
                    Race.await(bothHaveLocked);
                    expired.forEach(hold -> storage.quotas().release(hold.id(), EXPIRED));
                    return expired.size();
                }));

        assertThat(released).containsExactly(30, 30);
        assertThat(people)
                .allSatisfy(person -> assertThat(quota(person).reserved()).isZero());
    }

    @Test
    void claims_a_deletion_and_puts_it_off_in_case_it_fails() {
        BlobKey blob = released(withQuota(null, null));

        assertThat(claim(LATER.minusNanos(1_000), 10)).as("not due yet").isEmpty();
        assertThat(claim(LATER, 10)).containsExactly(blob);
        assertThat(claim(LATER, 10)).isEmpty();
        assertThat(claim(RETRY.minusNanos(1_000), 10)).isEmpty();
        assertThat(claim(RETRY, 10)).containsExactly(blob);
    }

    @Test
    void forgets_a_deletion_that_was_done_without_a_unit_of_work() {
        BlobKey blob = released(withQuota(null, null));
        claim(LATER, 10);

        storage.quotas().deletionDone(blob);
        storage.quotas().deletionDone(blob);

        assertThat(claim(RETRY, 10)).isEmpty();
        assertThat(storage.quotas().unknown(List.of(blob))).containsExactly(blob);
    }

    @Test
    void claims_no_more_deletions_at_a_time_than_asked_for() {
        Account ana = withQuota(null, null);
        IntStream.range(0, 5).forEach(number -> released(ana));

        assertThat(claim(LATER, 3)).hasSize(3);
        assertThat(claim(LATER, 3)).hasSize(2);
        assertThat(claim(LATER, 3)).isEmpty();
    }

    @Test
    void every_deletion_goes_to_one_worker() {
        Account ana = withQuota(null, null);
        List<BlobKey> blobs =
                IntStream.range(0, 30).mapToObj(number -> released(ana)).toList();

        List<BlobKey> claimed = Race.of(10, number -> claim(LATER, 7)).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(claimed).doesNotHaveDuplicates().isSubsetOf(blobs);
        assertThat(Stream.of(claimed, claim(LATER, 30)).flatMap(List::stream))
                .as("what nobody got is there for the next")
                .containsExactlyInAnyOrderElementsOf(blobs);
    }

    @Test
    void a_claim_that_was_rolled_back_leaves_the_deletion_due() {
        BlobKey blob = released(withQuota(null, null));

        rollBack(() -> storage.quotas().claimDeletions(LATER, RETRY, 10));

        assertThat(claim(LATER, 10)).containsExactly(blob);
    }

    @Test
    void knows_the_blobs_of_holds_versions_and_pending_deletions() {
        Account ana = withQuota(null, null);
        BlobKey held = reserved(ana, 1).blobKey();
        BlobKey deleted = released(ana);
        Document document = Fixtures.aDocument(ana.id());
        change(() -> storage.documents().insert(document));
        BlobKey orphan = aBlobKey();
        BlobKey other = aBlobKey();

        assertThat(storage.quotas().unknown(List.of(other, held, deleted, orphan, document.blobKey())))
                .containsExactly(other, orphan);
        assertThat(storage.quotas().unknown(List.of())).isEmpty();
    }

    private Account withQuota(@Nullable Long maxBytes, @Nullable Long maxDocuments) {
        Account account = anAccount();
        open(account, maxBytes, maxDocuments);
        return account;
    }

    private void open(Account account, @Nullable Long maxBytes, @Nullable Long maxDocuments) {
        UUID id = Fixtures.anId();
        change(() -> storage.quotas().open(id, account.id(), maxBytes, maxDocuments, START));
    }

    private Quota quota(Account account) {
        return storage.quotas().find(account.id()).orElseThrow();
    }

    private Hold reserved(Account account, long bytes) {
        Hold hold = aHold(account.id(), bytes);
        assertThat(reserve(hold)).isTrue();
        return hold;
    }

    private Hold committed(Account account, long bytes) {
        Hold hold = reserved(account, bytes);
        assertThat(commit(hold, bytes)).isTrue();
        return hold;
    }

    private BlobKey released(Account account) {
        Hold hold = reserved(account, 1);
        assertThat(release(hold)).isTrue();
        return hold.blobKey();
    }

    private boolean reserve(Hold hold) {
        return commit(() -> storage.quotas().reserve(hold, START));
    }

    private boolean extend(Hold hold, long moreBytes) {
        return commit(() -> storage.quotas().extend(hold.id(), moreBytes, EXPIRED, LATER));
    }

    private boolean commit(Hold hold, long usedBytes) {
        return commit(() -> storage.quotas().commit(hold.id(), usedBytes, LATER));
    }

    private boolean release(Hold hold) {
        return commit(() -> storage.quotas().release(hold.id(), LATER));
    }

    private List<Hold> expiredHolds(Instant now) {
        return commit(() -> storage.quotas().lockExpiredHolds(now, 100));
    }

    private List<BlobKey> claim(Instant now, int limit) {
        return commit(() -> storage.quotas().claimDeletions(now, RETRY, limit));
    }
}
