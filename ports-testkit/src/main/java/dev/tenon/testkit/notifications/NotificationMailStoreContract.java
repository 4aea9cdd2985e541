package dev.tenon.testkit.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Digest;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Recipient;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Waiting;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of notifications that are to be mailed does. */
public abstract class NotificationMailStoreContract extends StorageContract {

    private static final Instant NOW = START.plus(Duration.ofHours(1));
    private static final Instant CLOSES = NOW.plus(Duration.ofMinutes(30));

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void claims_what_is_to_be_mailed_the_most_urgent_and_then_the_oldest_first() {
        Account ana = anAccount();
        Notification low = inserted(of(ana, null, NotificationPriority.LOW, START));
        Notification late = inserted(of(ana, null, NotificationPriority.HIGH, START.plusSeconds(9)));
        Notification early = inserted(of(ana, null, NotificationPriority.HIGH, START.plusSeconds(5)));

        assertThat(mails().hasWaiting()).isTrue();
        assertThat(decideOne()).contains(early.id());
        assertThat(decideOne()).contains(late.id());
        assertThat(decideOne()).contains(low.id());
        assertThat(decideOne()).isEmpty();
        assertThat(mails().hasWaiting()).isFalse();
        assertThatThrownBy(() -> mails().claimWaiting()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void goes_on_after_those_for_whom_it_was_decided() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        Account ben = anAccount();
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        Notification notification = inserted(of(null, organization, NotificationPriority.LOW, NOW));

        List<Recipient> first = mails().recipients(notification, null, 1);
        assertThat(first).hasSize(1);
        UserId through = first.get(0).person();
        change(() -> mails().decided(notification.id(), through));
        Waiting rest = commit(() -> mails().claimWaiting()).orElseThrow();
        assertThat(rest.mailedThrough()).isEqualTo(through);
        List<Recipient> second = mails().recipients(notification, rest.mailedThrough(), 9);

        assertThat(List.of(through, second.get(0).person())).containsExactlyInAnyOrder(ana.id(), ben.id());
        assertThat(second).hasSize(1);
        change(() -> mails().decided(notification.id(), null));
        assertThat(mails().hasWaiting()).isFalse();
    }

    @Test
    void mails_those_who_see_it_and_have_not_read_it_and_can_be_mailed() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        Account reader = anAccount();
        organizations().join(organization, reader.id(), MemberRole.MEMBER);
        Account unverified = anUnverifiedAccount();
        organizations().join(organization, unverified.id(), MemberRole.MEMBER);
        Notification members = inserted(of(null, organization, NotificationPriority.LOW, NOW));
        Notification own = inserted(of(ana, null, NotificationPriority.LOW, NOW));

        assertThat(people(members)).containsExactlyInAnyOrder(ana.id(), reader.id());
        assertThat(people(own)).containsExactly(ana.id());
        assertThat(people(inserted(of(unverified, null, NotificationPriority.LOW, NOW))))
                .isEmpty();

        markRead(reader, members);
        markRead(ana, own);
        organizations().leave(organization, unverified.id());

        assertThat(people(members)).containsExactly(ana.id());
        assertThat(people(own)).isEmpty();
    }

    @Test
    void tells_what_the_recipients_prefer() {
        Account ana = anAccount();
        Notification own = inserted(of(ana, null, NotificationPriority.LOW, NOW));
        assertThat(mails().recipient(ana.id()).orElseThrow().preferences()).isNull();

        change(() -> storage.settings()
                .put(
                        Fixtures.anId(),
                        ana.id(),
                        NotificationPreferences.KEY,
                        JsonText.of("{\"digestMinutes\": 5}"),
                        NOW));

        Recipient recipient = mails().recipient(ana.id()).orElseThrow();
        assertThat(recipient.email()).isEqualTo(ana.email());
        assertThat(recipient.preferences()).isEqualTo(JsonText.of("{\"digestMinutes\": 5}"));
        assertThat(mails().recipients(own, null, 9)).containsExactly(recipient);
        assertThat(mails().recipient(anUnverifiedAccount().id())).isEmpty();
    }

    @Test
    void a_collection_stays_open_for_as_long_as_its_first_one_opened_it() {
        Account ana = anAccount();
        Notification first = inserted(of(ana, null, NotificationPriority.LOW, START));
        Notification second = inserted(of(ana, null, NotificationPriority.LOW, START.plusSeconds(1)));
        collect(ana, first, CLOSES);
        collect(ana, second, CLOSES.plus(Duration.ofHours(1)));
        collect(ana, second, CLOSES.plus(Duration.ofHours(1)));

        assertThat(mails().hasClosing(CLOSES.minusNanos(1_000))).isFalse();
        assertThat(mails().hasClosing(CLOSES)).isTrue();
        assertThat(commit(() -> mails().claimClosing(CLOSES))).contains(new Digest(ana.id(), NOW, CLOSES));
        assertThat(mails().collected(ana.id(), NOW, 9)).containsExactly(first, second);
        assertThat(mails().collected(ana.id(), NOW, 1)).containsExactly(first);
    }

    @Test
    void what_was_told_is_taken_out_and_the_rest_stays_to_be_closed() {
        Account ana = anAccount();
        Notification first = inserted(of(ana, null, NotificationPriority.LOW, START));
        Notification second = inserted(of(ana, null, NotificationPriority.LOW, START.plusSeconds(1)));
        collect(ana, first, CLOSES);
        collect(ana, second, CLOSES);

        change(() -> mails().told(ana.id(), List.of(first.id())));
        assertThat(mails().collected(ana.id(), NOW, 9)).containsExactly(second);
        assertThat(mails().hasClosing(CLOSES)).isTrue();

        change(() -> mails().close(ana.id()));
        assertThat(mails().collected(ana.id(), NOW, 9)).isEmpty();
        assertThat(mails().hasClosing(CLOSES)).isFalse();
    }

    @Test
    void collects_nothing_that_is_over_or_read_or_not_the_persons_any_more() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ben.id());
        organizations().join(organization, ana.id(), MemberRole.MEMBER);
        Notification own = inserted(of(ana, null, NotificationPriority.LOW, START));
        Notification members = inserted(of(null, organization, NotificationPriority.LOW, NOW));
        collect(ana, own, CLOSES);
        collect(ana, members, CLOSES);
        collect(ana, inserted(until(ana, NOW)), CLOSES);
        assertThat(mails().collected(ana.id(), NOW, 9)).containsExactly(own, members);

        markRead(ana, own);
        organizations().leave(organization, ana.id());

        assertThat(mails().collected(ana.id(), NOW, 9)).isEmpty();
    }

    @Test
    void each_is_decided_once_and_each_collection_closed_once_however_many_want_to() {
        Account ana = anAccount();
        IntStream.range(0, 20)
                .forEach(second -> inserted(of(ana, null, NotificationPriority.LOW, START.plusSeconds(second))));

        List<NotificationId> decided = Race.of(8, number -> untilNothingIsLeft(this::decideOne)).stream()
                .flatMap(List::stream)
                .toList();

        // Who came while the last were under way passed over them; nobody waits.
        List<NotificationId> all = new ArrayList<>(decided);
        all.addAll(untilNothingIsLeft(this::decideOne));
        assertThat(all).hasSize(20).doesNotHaveDuplicates();

        List<Notification> collected = IntStream.range(0, 20)
                .mapToObj(second -> inserted(of(ana, null, NotificationPriority.LOW, START.plusSeconds(second))))
                .toList();
        List<Integer> closed = Race.of(10, number -> {
            if (number % 2 == 0) {
                collected.subList(2 * number, 2 * number + 2).forEach(each -> collect(ana, each, NOW));
                collected.subList(2 * number, 2 * number + 2).forEach(each -> collect(ana, each, NOW));
                return 0;
            }
            return commit(() -> closeOne(ana));
        });
        int rest = commit(() -> closeOne(ana));

        assertThat(closed.stream().mapToInt(Integer::intValue).sum() + rest)
                .as("what was collected is told, and by one")
                .isGreaterThanOrEqualTo(10);
        assertThat(mails().hasClosing(CLOSES)).isFalse();
    }

    private int closeOne(Account person) {
        if (mails().claimClosing(CLOSES).isEmpty()) {
            return 0;
        }
        int told = mails().collected(person.id(), NOW, 99).size();
        mails().close(person.id());
        return told;
    }

    private List<NotificationId> untilNothingIsLeft(Supplier<Optional<NotificationId>> work) {
        List<NotificationId> done = new ArrayList<>();
        for (Optional<NotificationId> one = work.get(); one.isPresent(); one = work.get()) {
            done.add(one.get());
        }
        return done;
    }

    private Optional<NotificationId> decideOne() {
        return commit(() -> {
            Optional<NotificationId> id =
                    mails().claimWaiting().map(waiting -> waiting.notification().id());
            id.ifPresent(each -> mails().decided(each, null));
            return id;
        });
    }

    private NotificationMailStore mails() {
        return storage.notificationMails();
    }

    private Account anUnverifiedAccount() {
        Account account = Fixtures.anAccount();
        return stored(new Account(
                account.id(),
                account.email(),
                account.userName(),
                account.firstName(),
                account.lastName(),
                account.status(),
                false,
                null,
                START,
                START,
                1));
    }

    private List<UserId> people(Notification notification) {
        return mails().recipients(notification, null, 99).stream()
                .map(Recipient::person)
                .toList();
    }

    private void collect(Account person, Notification notification, Instant closes) {
        change(() -> mails().collect(new Digest(person.id(), NOW, closes), notification.id()));
    }

    private void markRead(Account person, Notification notification) {
        Reader reader = new Reader(person.id(), Blocked.NOTHING, NOW);
        change(() -> storage.notifications().mark(reader, notification.id(), NotificationStatus.READ));
    }

    private Notification inserted(Notification notification) {
        change(() -> storage.notifications().insert(notification));
        return notification;
    }

    private static Notification of(
            @Nullable Account person,
            @Nullable OrganizationId organization,
            NotificationPriority priority,
            Instant at) {
        return made(person, organization, priority, null, at);
    }

    private static Notification until(Account person, Instant end) {
        return made(person, null, NotificationPriority.LOW, end, START);
    }

    private static Notification made(
            @Nullable Account person,
            @Nullable OrganizationId organization,
            NotificationPriority priority,
            @Nullable Instant end,
            Instant at) {
        return new Notification(
                new NotificationId(Fixtures.anId()),
                person == null ? null : person.id(),
                organization,
                NotificationType.INFO,
                NotificationTopic.GENERAL,
                "Hello",
                null,
                priority,
                NotificationChannel.BOTH,
                NotificationStatus.UNREAD,
                end,
                at);
    }
}
