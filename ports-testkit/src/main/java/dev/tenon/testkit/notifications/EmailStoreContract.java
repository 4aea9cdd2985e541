package dev.tenon.testkit.notifications;

import static dev.tenon.testkit.Fixtures.aQueuedEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every outbox does. */
public abstract class EmailStoreContract extends StorageContract {

    private static final UUID WORKER = Fixtures.anId();
    private static final UUID OTHER_WORKER = Fixtures.anId();
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Instant LATER = START.plus(Duration.ofMinutes(10));

    @Test
    void keeps_a_mail_as_it_was_inserted() {
        Account ana = anAccount();
        QueuedEmail template = aQueuedEmail();
        QueuedEmail mail = new QueuedEmail(
                template.id(),
                ana.id(),
                ana.email(),
                EmailType.ACCOUNT_EXISTS,
                "You have an account – Ünïcode",
                EmailStatus.PENDING,
                0,
                LATER,
                LATER.plusSeconds(1),
                template.messageId(),
                null,
                START,
                null);

        stored(mail);

        assertThat(list()).containsExactly(mail);
    }

    @Test
    void keeps_every_mail_of_a_commit_as_it_was_inserted() {
        Account ana = anAccount();
        QueuedEmail plain = aQueuedEmail(START.plusNanos(123_456_000));
        QueuedEmail anas = aMailOf(ana, START.plusSeconds(1));
        QueuedEmail ending = until(LATER);

        change(() -> {
            storage.emails().insert(plain, "sealed {\"a\", NULL}", null);
            storage.emails().insert(anas, "of Ana's", null);
            storage.emails().insert(aQueuedEmail(), "the third", "key");
            storage.emails().insert(ending, "NULL", null);
        });

        assertThat(list()).hasSize(4).contains(plain, anas, ending);
        assertThat(claim(WORKER, LATER))
                .extracting(Claimed::sealedBody)
                .containsExactlyInAnyOrder("sealed {\"a\", NULL}", "of Ana's", "the third", "NULL");
    }

    @Test
    void of_mails_with_one_dedupe_key_keeps_the_first() {
        QueuedEmail first = aQueuedEmail();

        assertThat(insert(first, "key")).isTrue();
        assertThat(insert(aQueuedEmail(), "key")).isFalse();
        assertThat(list()).containsExactly(first);
        assertThat(insert(aQueuedEmail(), "other key")).isTrue();
        assertThat(insert(aQueuedEmail(), null)).isTrue();
        assertThat(insert(aQueuedEmail(), null)).as("no key, no check").isTrue();
    }

    @Test
    void a_dedupe_key_counts_for_mails_that_were_sent() {
        insert(aQueuedEmail(), "key");
        markSent(claim(WORKER, START).get(0));

        assertThat(insert(aQueuedEmail(), "key")).isFalse();
    }

    @Test
    void of_twenty_mails_with_one_dedupe_key_inserted_at_once_one_stays() {
        List<Boolean> inserted = Race.of(20, number -> insert(aQueuedEmail(), "key"));

        assertThat(inserted).containsOnlyOnce(true).hasSize(20);
        assertThat(list()).hasSize(1);
    }

    @Test
    void E1_a_mail_of_a_commit_that_failed_is_never_sent() {
        rollBack(() -> storage.emails().insert(aQueuedEmail(), "sealed", "key"));

        assertThat(claim(WORKER, START)).isEmpty();
        assertThat(list()).isEmpty();
        assertThat(insert(aQueuedEmail(), "key")).as("its key is free").isTrue();
    }

    @Test
    void claims_a_mail_when_it_is_due() {
        QueuedEmail mail = aQueuedEmail(START);
        change(() -> storage.emails().insert(mail, "the sealed text", null));

        assertThat(claim(WORKER, START.minusNanos(1_000))).isEmpty();
        List<Claimed> claimed = claim(WORKER, START);

        assertThat(claimed).hasSize(1);
        assertThat(claimed.get(0).sealedBody()).isEqualTo("the sealed text");
        assertThat(claimed.get(0).email())
                .usingRecursiveComparison()
                .ignoringFields("attempts")
                .isEqualTo(mail);
        assertThat(claimed.get(0).email().attempts()).isOne();
        assertThat(list()).extracting(QueuedEmail::attempts).containsExactly(1);
    }

    @Test
    void claims_the_longest_due_first() {
        List<QueuedEmail> oldestFirst = IntStream.of(1, 2, 3, 4, 5)
                .mapToObj(second -> aQueuedEmail(START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::stored);

        assertThat(ids(claim(WORKER, LATER, 3)))
                .containsExactlyInAnyOrderElementsOf(
                        oldestFirst.subList(0, 3).stream().map(QueuedEmail::id).toList());
        assertThat(ids(claim(WORKER, LATER, 3)))
                .containsExactlyInAnyOrderElementsOf(
                        oldestFirst.subList(3, 5).stream().map(QueuedEmail::id).toList());
        assertThat(claim(WORKER, LATER, 3)).isEmpty();
    }

    @Test
    void every_mail_goes_to_one_worker() {
        List<EmailId> mails = IntStream.range(0, 40)
                .mapToObj(number -> stored(aQueuedEmail()).id())
                .toList();

        List<EmailId> claimed = Race.of(10, number -> ids(claim(Fixtures.anId(), START, 7))).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(claimed).doesNotHaveDuplicates().isSubsetOf(mails);
        assertThat(Stream.of(claimed, ids(claim(WORKER, START, 40))).flatMap(List::stream))
                .as("what nobody got is there for the next")
                .containsExactlyInAnyOrderElementsOf(mails);
        assertThat(list()).extracting(QueuedEmail::attempts).containsOnly(1);
    }

    @Test
    void a_worker_does_not_wait_for_another_that_is_claiming() {
        EmailId first = stored(aQueuedEmail(START)).id();
        EmailId second = stored(aQueuedEmail(START.plusSeconds(1))).id();
        Instant now = START.plusSeconds(2);

        List<EmailId> mine = new ArrayList<>();
        List<EmailId> others = new ArrayList<>();
        change(() -> {
            mine.addAll(ids(storage.emails().claim(WORKER, now, now.plus(LEASE), 1)));
            others.addAll(Race.aside(() -> ids(claim(OTHER_WORKER, now))));
        });

        assertThat(mine).containsExactly(first);
        assertThat(others).containsExactly(second);
    }

    @Test
    void a_claim_that_was_rolled_back_is_not_counted() {
        stored(aQueuedEmail());

        rollBack(() -> storage.emails().claim(WORKER, START, START.plus(LEASE), 10));

        assertThat(claim(OTHER_WORKER, START))
                .extracting(claimed -> claimed.email().attempts())
                .containsExactly(1);
    }

    @Test
    void a_mail_is_claimed_again_when_its_lease_ran_out() {
        EmailId id = stored(aQueuedEmail()).id();
        claim(WORKER, START);

        assertThat(claim(OTHER_WORKER, START.plus(LEASE).minusNanos(1_000))).isEmpty();
        List<Claimed> again = claim(OTHER_WORKER, START.plus(LEASE));

        assertThat(ids(again)).containsExactly(id);
        assertThat(again.get(0).email().attempts()).isEqualTo(2);
        assertThat(again.get(0).sealedBody()).isEqualTo("sealed");
    }

    @Test
    void a_mail_that_is_tried_again_is_under_way_and_is_not_tried_again_by_hand() {
        QueuedEmail mail = stored(aQueuedEmail());
        markFailed(claim(WORKER, START).get(0), WORKER, START);
        Claimed again = claim(WORKER, START).get(0);

        assertThat(listed(EmailFilter.of(EmailStatus.PENDING))).containsExactly(mail.id());
        assertThat(listed(EmailFilter.of(EmailStatus.FAILED))).isEmpty();
        assertThat(commit(() -> storage.emails().retry(mail.id(), START))).isEmpty();
        assertThat(markSent(again)).isTrue();
    }

    @Test
    void what_a_worker_did_not_survive_is_claimed_alone() {
        List<EmailId> lost = IntStream.range(0, 3)
                .mapToObj(second ->
                        stored(aQueuedEmail(START.plusSeconds(second))).id())
                .toList();
        claim(WORKER, START.plusSeconds(9));
        EmailId fresh = stored(aQueuedEmail(START.plusSeconds(3))).id();
        Instant later = START.plusSeconds(9).plus(LEASE);

        assertThat(ids(claim(WORKER, later))).containsExactly(lost.get(0));
        assertThat(ids(claim(WORKER, later))).containsExactly(lost.get(1));
        assertThat(ids(claim(OTHER_WORKER, later))).containsExactly(lost.get(2));
        assertThat(claim(WORKER, later)).singleElement().satisfies(claimed -> {
            assertThat(claimed.email().id()).isEqualTo(fresh);
            assertThat(claimed.email().attempts()).isOne();
        });
    }

    @Test
    void marks_a_claimed_mail_as_sent_once() {
        QueuedEmail mail = stored(aQueuedEmail());
        Claimed claimed = claim(WORKER, START).get(0);

        assertThat(markSent(claimed)).isTrue();
        assertThat(markSent(claimed)).isFalse();
        assertThat(markFailed(claimed, WORKER, LATER)).isFalse();

        QueuedEmail sent = list().get(0);
        assertThat(sent.id()).isEqualTo(mail.id());
        assertThat(sent.status()).isEqualTo(EmailStatus.SENT);
        assertThat(sent.sentAt()).isEqualTo(START.plusSeconds(1));
        assertThat(sent.attempts()).isOne();
        assertThat(sent.subject()).isEqualTo("As sent");
        assertThat(claim(WORKER, LATER)).as("it is not sent again").isEmpty();
    }

    @Test
    void gives_a_mail_back_for_another_try() {
        stored(aQueuedEmail());
        Claimed claimed = claim(WORKER, START).get(0);

        assertThat(markFailed(claimed, WORKER, LATER)).isTrue();
        assertThat(markFailed(claimed, WORKER, LATER)).isFalse();

        QueuedEmail failed = list().get(0);
        assertThat(failed.status()).isEqualTo(EmailStatus.FAILED);
        assertThat(failed.nextAttemptAt()).isEqualTo(LATER);
        assertThat(failed.lastError()).isEqualTo("451 busy");
        assertThat(failed.sentAt()).isNull();
        assertThat(failed.subject()).isEqualTo("As tried");
        assertThat(claim(WORKER, LATER.minusNanos(1_000))).isEmpty();
        List<Claimed> again = claim(OTHER_WORKER, LATER);
        assertThat(again).extracting(each -> each.email().attempts()).containsExactly(2);
        assertThat(markSent(again.get(0))).isTrue();
    }

    @Test
    void gives_a_mail_up_and_keeps_it() {
        stored(aQueuedEmail());
        Claimed claimed = claim(WORKER, START).get(0);

        assertThat(markFailed(claimed, WORKER, null)).isTrue();

        QueuedEmail dead = list().get(0);
        assertThat(dead.status()).isEqualTo(EmailStatus.DEAD);
        assertThat(dead.lastError()).isEqualTo("451 busy");
        assertThat(dead.attempts()).isOne();
        assertThat(claim(WORKER, LATER.plus(Duration.ofDays(365)))).isEmpty();
    }

    @Test
    void a_worker_gives_up_only_what_it_claimed_itself() {
        stored(aQueuedEmail());
        Claimed claimed = claim(WORKER, START).get(0);

        assertThat(markFailed(claimed, OTHER_WORKER, null)).isFalse();
        assertThat(list()).extracting(QueuedEmail::status).containsExactly(EmailStatus.PENDING);
        assertThat(markFailed(claimed, WORKER, null)).isTrue();
    }

    @Test
    void a_worker_whose_lease_ran_out_does_not_give_up_what_another_claimed_but_marks_what_is_gone() {
        stored(aQueuedEmail());
        Claimed late = claim(WORKER, START).get(0);
        Claimed current = claim(OTHER_WORKER, START.plus(LEASE)).get(0);

        assertThat(markFailed(late, WORKER, null)).isFalse();
        assertThat(markSent(late)).isTrue();
        assertThat(markFailed(current, OTHER_WORKER, LATER)).isFalse();
        assertThat(markSent(current)).as("it was sent twice").isFalse();
        assertThat(claim(WORKER, LATER)).isEmpty();
    }

    @Test
    void a_worker_does_not_give_up_an_earlier_attempt_of_its_own() {
        stored(aQueuedEmail());
        Claimed first = claim(WORKER, START).get(0);
        Claimed second = claim(WORKER, START.plus(LEASE)).get(0);

        assertThat(markFailed(first, WORKER, null)).isFalse();
        assertThat(markFailed(second, WORKER, null)).isTrue();
    }

    @Test
    void nobody_gives_up_what_nobody_claimed() {
        QueuedEmail mail = stored(aQueuedEmail());

        assertThat(commit(() -> storage.emails().markFailed(mail.id(), WORKER, 0, null, null, "over")))
                .isFalse();
        assertThat(commit(() -> storage.emails().markSent(new EmailId(Fixtures.anId()), "Subject", START)))
                .isFalse();
        assertThat(list()).containsExactly(mail);
    }

    @Test
    void marks_a_mail_as_sent_for_good_where_no_unit_of_work_runs() {
        stored(aQueuedEmail(START));
        Claimed claimed = claim(WORKER, START).get(0);

        boolean marked = storage.emails().markSent(claimed.email().id(), "Subject", START);

        assertThat(marked).isTrue();
        assertThat(list()).extracting(QueuedEmail::status).containsExactly(EmailStatus.SENT);
        assertThat(markSent(claimed)).isFalse();
    }

    @Test
    void lists_newest_first_page_by_page() {
        List<QueuedEmail> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3, 4)
                .mapToObj(second -> aQueuedEmail(START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::stored);

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.emails().list(EmailFilter.all(), page),
                () -> stored(aQueuedEmail(LATER)));
    }

    @Test
    void an_empty_outbox_has_no_backlog() {
        assertThat(storage.emails().backlog(START)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    void counts_what_is_due_or_under_way_and_what_was_given_up() {
        IntStream.of(0, 1, 2, 3).forEach(second -> stored(aQueuedEmail(START.plusSeconds(second))));
        stored(aQueuedEmail(LATER.plusSeconds(1)));
        Instant now = START.plusSeconds(3);
        List<Claimed> claimed = claim(WORKER, now, 3);
        markSent(withAge(claimed, 0));
        markFailed(withAge(claimed, 1), WORKER, null);

        assertThat(storage.emails().backlog(now))
                .as("one under way, one not claimed yet")
                .isEqualTo(new Backlog(2, 1, 0, 1, START.plusSeconds(2)));

        markFailed(withAge(claimed, 2), WORKER, LATER);
        assertThat(storage.emails().backlog(now)).isEqualTo(new Backlog(1, 0, 1, 1, START.plusSeconds(3)));
        assertThat(storage.emails().backlog(LATER)).isEqualTo(new Backlog(2, 0, 0, 1, START.plusSeconds(3)));
    }

    @Test
    void claims_links_before_notices_whatever_waits_longer() {
        QueuedEmail notice = stored(aMail(EmailType.PASSWORD_CHANGED, START));
        QueuedEmail link = stored(aMail(EmailType.PASSWORD_RESET, START.plusSeconds(9)));
        QueuedEmail earlierLink = stored(aMail(EmailType.VERIFICATION, START.plusSeconds(5)));

        assertThat(ids(claim(WORKER, LATER, 1))).containsExactly(earlierLink.id());
        assertThat(ids(claim(WORKER, LATER, 2))).containsExactly(link.id(), notice.id());
    }

    @Test
    void a_notice_does_not_wait_for_ever_behind_links() {
        QueuedEmail notice = stored(aMail(EmailType.PASSWORD_CHANGED, START.plusSeconds(9)));
        IntStream.range(0, 40).forEach(number -> stored(aMail(EmailType.PASSWORD_RESET, START)));

        assertThat(ids(claim(WORKER, LATER, 20))).hasSize(20).contains(notice.id());
        assertThat(claim(WORKER, LATER, 20)).as("links fill the batch again").hasSize(20);
        assertThat(claim(WORKER, LATER, 20)).hasSize(1);
    }

    @Test
    void takes_a_mail_back_that_was_not_tried() {
        QueuedEmail mail = stored(aQueuedEmail());
        Claimed claimed = claim(WORKER, START).get(0);

        assertThat(release(claimed, OTHER_WORKER)).isFalse();
        assertThat(release(claimed, WORKER)).isTrue();
        assertThat(release(claimed, WORKER)).isFalse();
        assertThat(markFailed(claimed, WORKER, null)).isFalse();

        assertThat(list()).containsExactly(mail);
        Claimed again = claim(OTHER_WORKER, START).get(0);
        assertThat(again.email().attempts()).isOne();
        markFailed(again, OTHER_WORKER, START);
        Claimed third = claim(WORKER, START).get(0);
        assertThat(release(third, WORKER)).isTrue();
        assertThat(list()).extracting(QueuedEmail::status).containsExactly(EmailStatus.FAILED);
        assertThat(list()).extracting(QueuedEmail::attempts).containsExactly(1);
    }

    @Test
    void a_mail_that_was_given_up_waits_again_as_a_new_one_does() {
        QueuedEmail mail = stored(aQueuedEmail());
        markFailed(claim(WORKER, START).get(0), WORKER, null);

        QueuedEmail again =
                commit(() -> storage.emails().retry(mail.id(), LATER)).orElseThrow();

        assertThat(again.status()).isEqualTo(EmailStatus.PENDING);
        assertThat(again.attempts()).isZero();
        assertThat(again.nextAttemptAt()).isEqualTo(LATER);
        assertThat(again.messageId()).isEqualTo(mail.messageId());
        assertThat(list()).containsExactly(again);
        assertThat(claim(WORKER, LATER.minusNanos(1_000))).isEmpty();
        assertThat(claim(WORKER, LATER))
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.sealedBody()).isEqualTo("sealed"));
    }

    @Test
    void a_mail_that_waits_for_its_next_try_waits_no_longer() {
        QueuedEmail mail = stored(aQueuedEmail());
        markFailed(claim(WORKER, START).get(0), WORKER, LATER);

        assertThat(commit(() -> storage.emails().retry(mail.id(), START))).isPresent();

        assertThat(ids(claim(WORKER, START))).containsExactly(mail.id());
    }

    @Test
    void only_what_failed_is_tried_again_and_of_twenty_that_ask_at_once_one_is_told_so() {
        QueuedEmail mail = stored(aQueuedEmail());
        assertThat(commit(() -> storage.emails().retry(mail.id(), START))).isEmpty();
        Claimed claimed = claim(WORKER, START).get(0);
        assertThat(commit(() -> storage.emails().retry(mail.id(), START))).isEmpty();
        markFailed(claimed, WORKER, null);

        List<Boolean> told = Race.of(
                20,
                number -> commit(() -> storage.emails().retry(mail.id(), START)).isPresent());

        assertThat(told).containsOnlyOnce(true);
        markSent(claim(WORKER, START).get(0));
        assertThat(commit(() -> storage.emails().retry(mail.id(), START))).isEmpty();
        assertThat(commit(() -> storage.emails().retry(new EmailId(Fixtures.anId()), START)))
                .isEmpty();
    }

    @Test
    void finds_a_mail() {
        QueuedEmail mail = stored(aQueuedEmail());

        assertThat(storage.emails().find(mail.id())).contains(mail);
        assertThat(storage.emails().find(new EmailId(Fixtures.anId()))).isEmpty();
    }

    @Test
    void lists_by_status_type_and_person() {
        Account ana = anAccount();
        QueuedEmail waiting = stored(aMail(EmailType.NEW_DEVICE, LATER));
        QueuedEmail sent = stored(aMail(EmailType.VERIFICATION, START));
        markSent(claim(WORKER, START).get(0));
        QueuedEmail failed = stored(aMail(EmailType.VERIFICATION, START));
        markFailed(claim(WORKER, START).get(0), WORKER, LATER);
        QueuedEmail dead = stored(aMailOf(ana, START));
        markFailed(claim(WORKER, START).get(0), WORKER, null);
        QueuedEmail underWay = stored(aMail(EmailType.VERIFICATION, START));
        claim(WORKER, START);

        assertThat(listed(EmailFilter.of(EmailStatus.PENDING))).containsExactlyInAnyOrder(waiting.id(), underWay.id());
        assertThat(listed(EmailFilter.of(EmailStatus.SENT))).containsExactly(sent.id());
        assertThat(listed(EmailFilter.of(EmailStatus.FAILED))).containsExactly(failed.id());
        assertThat(listed(EmailFilter.of(EmailStatus.DEAD))).containsExactly(dead.id());
        assertThat(listed(new EmailFilter(null, EmailType.NEW_DEVICE, null))).containsExactly(waiting.id());
        assertThat(listed(new EmailFilter(null, null, ana.id()))).containsExactly(dead.id());
        assertThat(listed(new EmailFilter(EmailStatus.SENT, EmailType.VERIFICATION, ana.id())))
                .isEmpty();
        assertThat(listed(new EmailFilter(EmailStatus.DEAD, dead.type(), ana.id())))
                .containsExactly(dead.id());
    }

    @Test
    void forgets_what_is_over_and_old_the_oldest_first_so_many_at_once() {
        QueuedEmail waiting = aQueuedEmail(START);
        List<QueuedEmail> oldestFirst = IntStream.of(1, 2, 3)
                .mapToObj(second -> aQueuedEmail(START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::stored);
        claim(WORKER, LATER).forEach(claimed -> markFailed(claimed, WORKER, null));
        stored(waiting);
        insert(aQueuedEmail(LATER), "key");
        markSent(claim(WORKER, LATER, 9).stream()
                .filter(claimed -> claimed.email().createdAt().equals(LATER))
                .findFirst()
                .orElseThrow());

        assertThat(commit(() -> storage.emails().deleteBefore(START.plusSeconds(3), 1)))
                .isOne();
        assertThat(list()).extracting(QueuedEmail::createdAt).doesNotContain(START.plusSeconds(1));
        assertThat(commit(() -> storage.emails().deleteBefore(START.plusSeconds(3), 9)))
                .isOne();
        assertThat(commit(() -> storage.emails().deleteBefore(LATER.plusSeconds(1), 9)))
                .isEqualTo(2);
        assertThat(list()).extracting(QueuedEmail::id).containsExactly(waiting.id());
        assertThat(insert(aQueuedEmail(), "key")).as("its key is free").isTrue();
    }

    @Test
    void a_mail_that_has_expired_is_not_tried_again() {
        QueuedEmail mail = stored(until(LATER));
        markFailed(claim(WORKER, START).get(0), WORKER, null);

        assertThat(commit(() -> storage.emails().retry(mail.id(), LATER))).isEmpty();
        assertThat(list()).extracting(QueuedEmail::status).containsExactly(EmailStatus.DEAD);
        assertThat(commit(() -> storage.emails().retry(mail.id(), LATER.minusNanos(1_000))))
                .get()
                .extracting(QueuedEmail::expiresAt)
                .isEqualTo(LATER);
    }

    @Test
    void withdraws_what_was_not_sent_by_how_its_key_begins() {
        QueuedEmail waiting = aQueuedEmail();
        QueuedEmail failed = aQueuedEmail();
        QueuedEmail others = aQueuedEmail();
        insert(failed, "thing:7:Ü");
        markFailed(claim(WORKER, START).get(0), WORKER, LATER);
        insert(waiting, "thing:7:a");
        insert(others, "thing:77:a");
        insert(aQueuedEmail(), "Thing:7:a");
        insert(aQueuedEmail(), "thing:6");

        withdraw("thing:7:", START);

        assertThat(listed(EmailFilter.of(EmailStatus.DEAD))).containsExactlyInAnyOrder(waiting.id(), failed.id());
        assertThat(storage.emails().find(waiting.id()).orElseThrow())
                .returns("over", QueuedEmail::lastError)
                .returns(START, QueuedEmail::expiresAt);
        assertThat(claim(WORKER, LATER))
                .hasSize(3)
                .extracting(each -> each.email().id())
                .contains(others.id());
        assertThat(commit(() -> storage.emails().retry(waiting.id(), LATER))).isEmpty();
    }

    @Test
    void what_was_sent_is_not_withdrawn_and_what_is_under_way_only_after_this_try() {
        insert(aQueuedEmail(), "thing:sent");
        markSent(claim(WORKER, START).get(0));
        QueuedEmail mail = aQueuedEmail();
        insert(mail, "thing:claimed");
        Claimed claimed = claim(WORKER, START).get(0);

        withdraw("thing:", START);

        assertThat(listed(EmailFilter.of(EmailStatus.SENT))).hasSize(1);
        assertThat(listed(EmailFilter.of(EmailStatus.DEAD))).isEmpty();
        assertThat(markFailed(claimed, WORKER, LATER)).isTrue();
        assertThat(claim(OTHER_WORKER, LATER))
                .singleElement()
                .satisfies(
                        again -> assertThat(again.email().hasExpiredAt(LATER)).isTrue());
    }

    @Test
    void withdraws_what_a_worker_lost_and_leaves_it_withdrawn() {
        insert(aQueuedEmail(), "thing:lost");
        Claimed lost = claim(WORKER, START).get(0);

        withdraw("thing:", START.plus(LEASE));

        assertThat(markFailed(lost, WORKER, LATER)).isFalse();
        assertThat(claim(OTHER_WORKER, LATER)).isEmpty();
        assertThat(listed(EmailFilter.of(EmailStatus.DEAD))).hasSize(1);
    }

    @Test
    void withdraws_a_mail_of_the_same_commit() {
        change(() -> {
            storage.emails().insert(aQueuedEmail(), "sealed", "thing:new");
            storage.emails().withdraw("thing:", "over", START);
        });

        assertThat(claim(WORKER, LATER)).isEmpty();
    }

    private void withdraw(String dedupeKeyPrefix, Instant now) {
        change(() -> storage.emails().withdraw(dedupeKeyPrefix, "over", now));
    }

    private static QueuedEmail until(Instant end) {
        QueuedEmail template = aQueuedEmail();
        return new QueuedEmail(
                template.id(),
                null,
                template.recipient(),
                EmailType.NOTIFICATION,
                "Subject",
                EmailStatus.PENDING,
                0,
                START,
                end,
                template.messageId(),
                null,
                START,
                null);
    }

    private static QueuedEmail aMail(EmailType type, Instant at) {
        return of(type, null, at);
    }

    private static QueuedEmail aMailOf(Account account, Instant at) {
        return of(EmailType.PASSWORD_CHANGED, account, at);
    }

    private static QueuedEmail of(EmailType type, @Nullable Account account, Instant at) {
        QueuedEmail template = aQueuedEmail(at);
        return new QueuedEmail(
                template.id(),
                account == null ? null : account.id(),
                template.recipient(),
                type,
                "Subject",
                EmailStatus.PENDING,
                0,
                at,
                null,
                template.messageId(),
                null,
                at,
                null);
    }

    private List<EmailId> listed(EmailFilter filter) {
        return storage.emails().list(filter, PageRequest.first(100)).items().stream()
                .map(QueuedEmail::id)
                .toList();
    }

    private boolean release(Claimed claimed, UUID worker) {
        return commit(() -> storage.emails()
                .release(claimed.email().id(), worker, claimed.email().attempts()));
    }

    private static Claimed withAge(List<Claimed> claimed, int second) {
        return claimed.stream()
                .filter(each -> each.email().createdAt().equals(START.plusSeconds(second)))
                .findFirst()
                .orElseThrow();
    }

    private QueuedEmail stored(QueuedEmail mail) {
        assertThat(insert(mail, null)).isTrue();
        return mail;
    }

    /** Says whether it is there afterwards. */
    private boolean insert(QueuedEmail mail, @Nullable String dedupeKey) {
        change(() -> storage.emails().insert(mail, "sealed", dedupeKey));
        return list().stream().anyMatch(each -> each.id().equals(mail.id()));
    }

    private List<Claimed> claim(UUID worker, Instant now) {
        return claim(worker, now, 100);
    }

    private List<Claimed> claim(UUID worker, Instant now, int limit) {
        return commit(() -> storage.emails().claim(worker, now, now.plus(LEASE), limit));
    }

    private boolean markSent(Claimed claimed) {
        return commit(() -> storage.emails().markSent(claimed.email().id(), "As sent", START.plusSeconds(1)));
    }

    private boolean markFailed(Claimed claimed, UUID worker, @Nullable Instant nextAttemptAt) {
        return commit(() -> storage.emails()
                .markFailed(
                        claimed.email().id(),
                        worker,
                        claimed.email().attempts(),
                        "As tried",
                        nextAttemptAt,
                        "451 busy"));
    }

    private List<QueuedEmail> list() {
        return storage.emails().list(EmailFilter.all(), PageRequest.first(100)).items();
    }

    private static List<EmailId> ids(List<Claimed> claimed) {
        return claimed.stream().map(each -> each.email().id()).toList();
    }
}
