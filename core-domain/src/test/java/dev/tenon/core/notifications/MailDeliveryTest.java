package dev.tenon.core.notifications;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static dev.tenon.testkit.MovableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.core.TenonCore;
import dev.tenon.core.TenonInMemory;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailRefusal;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.Outbox;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.SequentialIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {

    private final TenonInMemory house = new TenonInMemory();
    private final SequentialIds ids = new SequentialIds();

    @Test
    void E1_a_mail_is_queued_by_the_commit_that_causes_it_and_sent_by_the_job() {
        register();
        assertThat(mail().status()).isEqualTo(EmailStatus.PENDING);
        assertThat(house.mails.sent()).isEmpty();

        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
        assertThat(house.mails.sent()).hasSize(1);
    }

    @Test
    void E2_a_mail_that_failed_is_tried_again_later_under_the_same_message_id() {
        house.mails.failNext(2);
        register();
        house.runJobs();
        assertThat(mail().status()).isEqualTo(EmailStatus.FAILED);
        assertThat(mail().lastError()).isNotNull();

        house.clock.advance(Duration.ofSeconds(33));
        house.runJobs();
        house.clock.advance(Duration.ofSeconds(66));
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
        assertThat(mail().attempts()).isEqualTo(3);
        assertThat(house.mails.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.messageId()).isEqualTo(mail().messageId()));
    }

    @Test
    void a_mail_that_is_refused_for_good_is_kept_as_dead() {
        house.mails.refuseNext(1);
        register();
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(house.tenon.emails().backlog(house.operator).dead()).isEqualTo(1);
    }

    @Test
    void a_mail_is_given_up_after_twelve_tries() {
        house.mails.failNext(12);
        register();
        for (int hour = 0; hour < 100; hour++) {
            house.runJobs();
            house.clock.advance(Duration.ofHours(1));
        }

        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(mail().attempts()).isEqualTo(12);
    }

    @Test
    void E4_links_begin_with_the_configured_address() {
        register();
        house.runJobs();

        assertThat(house.mails.sent().get(0).text())
                .containsPattern("(?m)^https://tenon\\.example\\.org/verify-email\\?token=tnm_[0-9A-Za-z]{36}$");
    }

    @Test
    void a_dead_mail_keeps_its_text_and_goes_out_when_it_is_tried_again_by_hand() {
        house.mails.refuseNext(1);
        register();
        house.runJobs();

        QueuedEmail again = house.tenon.emails().retry(house.operator, mail().id());
        assertThat(again.status()).isEqualTo(EmailStatus.PENDING);
        assertThat(again.attempts()).as("as often as a new one").isZero();
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
        assertThat(house.mails.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.messageId()).isEqualTo(again.messageId());
            assertThat(sent.text()).contains("/verify-email?token=");
        });
    }

    @Test
    void a_mail_that_waits_for_its_next_try_can_be_tried_at_once() {
        house.mails.failNext(1);
        register();
        house.runJobs();
        assertThat(mail().status()).isEqualTo(EmailStatus.FAILED);

        house.tenon.emails().retry(house.operator, mail().id());
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
    }

    @Test
    void what_was_sent_or_waits_for_its_first_try_is_not_tried_again_by_hand() {
        register();
        EmailId id = mail().id();
        assertThat(refusalOf(() -> house.tenon.emails().retry(house.operator, id)))
                .isEqualTo(EmailRefusal.NOT_FAILED);
        house.runJobs();
        assertThat(refusalOf(() -> house.tenon.emails().retry(house.operator, id)))
                .isEqualTo(EmailRefusal.NOT_FAILED);

        EmailId nobodys = new EmailId(Fixtures.anId());
        assertThat(refusalOf(() -> house.tenon.emails().retry(house.operator, nobodys)))
                .isEqualTo(EmailRefusal.NOT_FOUND);
        assertThat(refusalOf(() -> house.tenon.emails().get(house.operator, nobodys)))
                .isEqualTo(EmailRefusal.NOT_FOUND);
    }

    @Test
    void a_mail_whose_link_works_no_more_is_neither_sent_nor_tried_again() {
        house.mails.failNext(1);
        register();
        house.runJobs();

        house.clock.advance(Duration.ofHours(24));
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(mail().lastError())
                .isEqualTo("It was too late to send it: what it says is over, or its link works no more.");
        assertThat(refusalOf(() -> house.tenon.emails().retry(house.operator, mail().id())))
                .isEqualTo(EmailRefusal.EXPIRED);
    }

    @Test
    void a_mail_is_not_sent_after_the_end_that_it_was_given() {
        Instant end = START.plus(Duration.ofMinutes(5));
        inCommit(outbox -> outbox.enqueue(draft("thing:1").until(end), START));
        inCommit(outbox -> outbox.enqueue(draft("thing:2").until(end.plusSeconds(1)), START));

        house.clock.advance(Duration.ofMinutes(5));
        house.runJobs();

        assertThat(house.mails.sent()).hasSize(1);
        assertThat(house.tenon.emails().backlog(house.operator).dead()).isOne();
    }

    @Test
    void a_mail_that_was_withdrawn_is_neither_sent_nor_tried_again() {
        inCommit(outbox -> outbox.enqueue(draft("thing:1"), START));
        inCommit(outbox -> outbox.withdraw("thing:", START));
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
        assertThat(mail().lastError()).isEqualTo("It was withdrawn: what it says is no longer so.");
        assertThat(refusalOf(() -> house.tenon.emails().retry(house.operator, mail().id())))
                .isEqualTo(EmailRefusal.EXPIRED);
    }

    @Test
    void withdrawing_every_mail_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> inCommit(outbox -> outbox.withdraw("", START)));
    }

    private void inCommit(Consumer<Outbox> work) {
        Outbox outbox = NotificationsCapability.outbox(house.storage.emails(), ids, house.secrets);
        house.storage.unitOfWork().run(() -> {
            work.accept(outbox);
            return outbox;
        });
    }

    private static MailDraft draft(String dedupeKey) {
        return new MailDraft(EmailType.WELCOME, Fixtures.anEmailAddress(), null, Map.of(), dedupeKey);
    }

    @Test
    void a_mail_that_cannot_be_written_holds_up_no_other_and_is_told_of_and_tried_again() {
        MailTemplates broken = occasion -> {
            if (occasion.type() == EmailType.PASSWORD_RESET) {
                throw new IllegalStateException("a bug");
            }
            return new PlainMailTemplates().render(occasion);
        };
        house.anAccount("ana@example.org");
        house.tenon.passwords().requestReset(house.anonymous, "ana@example.org");
        register("ben@example.org");
        BackgroundJob worker =
                workers(house.builder().mailTemplates(broken), 1, house.mails).get(0);

        assertThatIllegalStateException().isThrownBy(worker::run).withMessageContaining("could not be written");

        assertThat(house.mails.sent())
                .extracting(mail -> mail.recipient().value())
                .containsExactly("ben@example.org");
        assertThat(list(EmailFilter.of(EmailStatus.FAILED)))
                .singleElement()
                .satisfies(failed ->
                        assertThat(failed.lastError()).isEqualTo("It could not be written: IllegalStateException"));
        house.clock.advance(Duration.ofMinutes(2));
        house.runJobs();
        assertThat(house.mails.sent()).hasSize(2);
    }

    @Test
    void E2_at_a_stop_nothing_more_is_begun_and_what_nobody_began_goes_back_at_once() throws InterruptedException {
        IntStream.range(0, 5).forEach(number -> register("person" + number + "@example.org"));
        CountDownLatch inHands = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        BackgroundJob worker = workers(1, mail -> {
                    inHands.countDown();
                    awaited(slow);
                    house.mails.send(mail);
                })
                .get(0);
        Thread running = Thread.ofVirtual().start(worker::run);
        awaited(inHands);

        worker.stop(Duration.ofMillis(1));
        assertThat(house.tenon.emails().backlog(house.operator).sending())
                .as("one is in its hands")
                .isOne();
        house.runJobs();
        assertThat(house.mails.sent()).as("the others go out elsewhere").hasSize(4);

        Thread stopping = Thread.ofVirtual().start(() -> worker.stop(Duration.ofSeconds(30)));
        slow.countDown();
        assertThat(stopping.join(Duration.ofSeconds(30))).isTrue();
        assertThat(mails()).extracting(QueuedEmail::status).containsOnly(EmailStatus.SENT);
        assertThat(running.join(Duration.ofSeconds(30))).isTrue();
        assertThat(house.mails.sent()).hasSize(5);
        assertThat(mails()).extracting(QueuedEmail::attempts).containsOnly(1);
        assertThat(worker.run()).as("it takes up nothing new").isZero();
    }

    @Test
    void mails_that_were_only_claimed_beside_one_that_kills_its_workers_do_not_die_with_it() {
        IntStream.range(0, 10).forEach(number -> register("person" + number + "@example.org"));
        house.storage.unitOfWork().run(() -> claimedAndLost(10));
        for (int crash = 1; crash < RetrySchedule.TRIES; crash++) {
            house.clock.advance(Duration.ofSeconds(61));
            house.storage.unitOfWork().run(() -> claimedAndLost(10));
        }
        house.clock.advance(Duration.ofSeconds(61));

        house.runJobs();

        assertThat(list(EmailFilter.of(EmailStatus.DEAD))).hasSizeLessThanOrEqualTo(1);
        assertThat(house.mails.sent()).hasSizeGreaterThanOrEqualTo(9);
    }

    private int claimedAndLost(int limit) {
        Instant now = house.clock.instant();
        return house.storage
                .emails()
                .claim(Fixtures.anId(), now, now.plusSeconds(60), limit)
                .size();
    }

    @Test
    void E2_a_mail_that_the_world_has_is_marked_even_if_its_lease_ran_out_meanwhile() {
        register();
        BackgroundJob worker = workers(1, mail -> {
                    house.clock.advance(Duration.ofMinutes(2));
                    claimAndDie();
                    house.mails.send(mail);
                })
                .get(0);

        worker.run();
        house.clock.advance(Duration.ofMinutes(2));
        house.runJobs();

        assertThat(house.mails.sent()).hasSize(1);
        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
    }

    @Test
    void a_mail_that_was_marked_by_somebody_else_is_told_of() {
        register();
        BackgroundJob worker = workers(1, mail -> {
                    house.mails.send(mail);
                    house.storage.emails().markSent(mail().id(), "Subject", house.clock.instant());
                })
                .get(0);

        assertThatIllegalStateException().isThrownBy(worker::run).withMessageContaining("may have arrived twice");
    }

    @Test
    void a_sender_that_breaks_is_told_of_and_the_mail_is_tried_again() {
        register();
        BackgroundJob broken = workers(1, mail -> {
                    throw new IllegalStateException("a bug");
                })
                .get(0);

        assertThatIllegalStateException().isThrownBy(broken::run);

        assertThat(mail().status()).isEqualTo(EmailStatus.FAILED);
        assertThat(mail().lastError()).isEqualTo("The sender failed: IllegalStateException");
    }

    @Test
    void a_mail_that_no_worker_survives_is_given_up() {
        register();
        for (int crash = 0; crash < RetrySchedule.TRIES; crash++) {
            claimAndDie();
            house.clock.advance(Duration.ofSeconds(61));
        }
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(mail().lastError()).contains("no try came to an end");
    }

    @Test
    void E2_what_a_killed_worker_had_goes_out_when_its_lease_ran_out() {
        register();
        claimAndDie();

        house.clock.advance(Duration.ofSeconds(59));
        house.runJobs();
        assertThat(house.mails.sent()).isEmpty();

        house.clock.advance(Duration.ofSeconds(1));
        house.runJobs();
        assertThat(house.mails.sent()).hasSize(1);
        assertThat(mail().attempts()).isEqualTo(2);
    }

    @Test
    void a_worker_that_waits_for_a_slow_server_holds_up_no_other_mail() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch inHands = new CountDownLatch(1);
        register("slow@example.org");
        IntStream.range(0, 30).forEach(number -> register("quick" + number + "@example.org"));
        List<BackgroundJob> workers = workers(2, mail -> {
            if (mail.recipient().value().startsWith("slow")) {
                inHands.countDown();
                awaited(slow);
            }
            house.mails.send(mail);
        });

        Thread first = Thread.ofVirtual().start(() -> workers.get(0).run());
        awaited(inHands);
        int byTheOther = 0;
        for (int done = workers.get(1).run(); done > 0; done = workers.get(1).run()) {
            byTheOther += done;
        }

        assertThat(byTheOther).isEqualTo(30);
        assertThat(house.mails.sent()).hasSize(30);
        slow.countDown();
        assertThat(first.join(Duration.ofSeconds(30))).isTrue();
        assertThat(house.mails.sent()).hasSize(31);
    }

    @Test
    void what_lay_too_long_of_a_batch_is_given_back_untried() {
        register("a@example.org");
        register("b@example.org");
        BackgroundJob worker = workers(1, mail -> {
                    house.mails.send(mail);
                    house.clock.advance(Duration.ofSeconds(31));
                })
                .get(0);

        assertThat(worker.run()).isEqualTo(1);

        assertThat(mails()).extracting(QueuedEmail::status).containsExactly(EmailStatus.PENDING, EmailStatus.SENT);
        assertThat(mails().get(0).attempts()).isZero();
        house.runJobs();
        assertThat(house.mails.sent()).hasSize(2);
    }

    @Test
    void more_are_claimed_at_once_while_a_long_queue_goes_fast() {
        assertThat(mostClaimedOf(300, Duration.ZERO)).isBetween(100L, 150L);
    }

    @Test
    void no_more_are_claimed_at_once_than_go_out_in_time() {
        assertThat(mostClaimedOf(80, Duration.ofSeconds(1))).isBetween(20L, 30L);
    }

    /** How many mails one process held at most while it sent so many that took so long each. */
    private long mostClaimedOf(int mails, Duration each) {
        IntStream.range(0, mails).forEach(number -> register("person" + number + "@example.org"));
        List<Long> held = new ArrayList<>();
        BackgroundJob worker = workers(1, mail -> {
                    held.add(house.tenon.emails().backlog(house.operator).sending());
                    house.clock.advance(each);
                    house.mails.send(mail);
                })
                .get(0);
        for (int done = worker.run(); done > 0; done = worker.run()) {
            assertThat(done).isLessThanOrEqualTo(20);
        }
        assertThat(house.mails.sent()).hasSize(mails);
        return Collections.max(held);
    }

    @Test
    void links_that_somebody_waits_for_go_before_notices() {
        Actor bo = house.aPerson("bo@example.org");
        house.runJobs();
        house.mails.clear();
        house.tenon.passwords().change(bo, PASSWORD, "another " + PASSWORD);
        register("ana@example.org");

        house.runJobs();

        assertThat(house.mails.sent())
                .extracting(mail -> mail.recipient().value())
                .containsExactly("ana@example.org", "bo@example.org");
    }

    @Test
    void old_mails_that_are_over_are_forgotten() {
        register("sent@example.org");
        house.runJobs();
        house.mails.refuseNext(1);
        register("dead@example.org");
        house.runJobs();
        house.clock.advance(Duration.ofDays(89));
        house.runJobs();
        assertThat(mails()).hasSize(2);

        house.clock.advance(Duration.ofDays(2));
        house.runJobs();

        assertThat(mails()).isEmpty();
    }

    @Test
    void mails_are_listed_by_status_type_and_person() {
        Actor bo = house.aPerson("bo@example.org");
        house.runJobs();
        house.mails.refuseNext(1);
        register("dead@example.org");
        house.runJobs();

        assertThat(list(EmailFilter.of(EmailStatus.DEAD)))
                .extracting(each -> each.recipient().value())
                .containsExactly("dead@example.org");
        assertThat(list(new EmailFilter(null, EmailType.NEW_DEVICE, null))).isEmpty();
        assertThat(list(new EmailFilter(EmailStatus.SENT, EmailType.VERIFICATION, bo.userId())))
                .allSatisfy(each -> assertThat(each.userId()).isEqualTo(bo.userId()));
        assertThat(refusalOf(() -> house.tenon.emails().list(bo, EmailFilter.all(), PageRequest.first(10))))
                .isEqualTo(RequestRefusal.FORBIDDEN);
        assertThat(refusalOf(() -> house.tenon.emails().retry(bo, mail().id()))).isEqualTo(RequestRefusal.FORBIDDEN);
    }

    /** The workers of another server over the same storage. */
    private List<BackgroundJob> workers(int count, MailSender sender) {
        return workers(house.builder(), count, sender);
    }

    private static List<BackgroundJob> workers(TenonCore.Builder builder, int count, MailSender sender) {
        return builder.mailSender(sender).mailWorkers(count).build().jobs().stream()
                .filter(job -> job.name().startsWith("deliver-mail"))
                .toList();
    }

    private static RefusalCode refusalOf(Runnable call) {
        return catchThrowableOfType(Refusal.class, call::run).code();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** What a worker leaves behind that is killed between the claim and the mark. */
    private void claimAndDie() {
        Instant now = house.clock.instant();
        house.storage
                .unitOfWork()
                .run(() -> house.storage.emails().claim(Fixtures.anId(), now, now.plusSeconds(60), 10));
    }

    private void register() {
        register("ana@example.org");
    }

    private void register(String email) {
        house.tenon.accounts().signUp(house.anonymous, new Registration(email, PASSWORD));
    }

    private List<QueuedEmail> list(EmailFilter filter) {
        return house.tenon
                .emails()
                .list(house.operator, filter, PageRequest.first(100))
                .items();
    }

    private List<QueuedEmail> mails() {
        return list(EmailFilter.all());
    }

    private QueuedEmail mail() {
        return mails().get(0);
    }
}
