package dev.tenon.testkit.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.ports.notifications.spi.NotificationStreamStore.Placed;
import dev.tenon.ports.notifications.spi.NotificationStreamStore.Streamed;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every stream of notifications does. */
public abstract class NotificationStreamStoreContract extends StorageContract {

    private static final Instant NOW = START.plus(Duration.ofHours(1));

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void begins_at_nothing() {
        assertThat(storage.notificationStream().lastPosition()).isZero();
        assertThat(storage.notificationStream().hasUnplaced()).isFalse();
        assertThat(commit(() -> storage.notificationStream().place(10))).isZero();
        assertThatThrownBy(() -> storage.notificationStream().place(10)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void gives_places_in_the_order_of_making_and_in_batches() {
        Account ana = anAccount();
        Notification first = plain(ana, null, START);
        Notification second = plain(ana, null, START.plusSeconds(1));
        Notification third = plain(ana, null, START.plusSeconds(2));
        List.of(third, first, second).forEach(this::insert);

        assertThat(storage.notificationStream().hasUnplaced()).isTrue();
        assertThat(commit(() -> storage.notificationStream().place(2))).isEqualTo(2);
        assertThat(commit(() -> storage.notificationStream().place(2))).isEqualTo(1);
        assertThat(storage.notificationStream().hasUnplaced()).isFalse();

        assertThat(storage.notificationStream().lastPosition()).isEqualTo(3);
        assertThat(after(ana, 0))
                .containsExactly(new Streamed(1, first), new Streamed(2, second), new Streamed(3, third));
        assertThat(after(ana, 2)).containsExactly(new Streamed(3, third));
        assertThat(after(ana, 3)).isEmpty();
    }

    @Test
    void gives_a_later_place_to_what_was_made_earlier_and_committed_later() {
        Account ana = anAccount();
        Notification late = plain(ana, null, START);
        Notification early = plain(ana, null, START.plusSeconds(1));

        insert(early);
        change(() -> storage.notificationStream().place(10));
        insert(late);
        change(() -> storage.notificationStream().place(10));

        assertThat(after(ana, 0)).containsExactly(new Streamed(1, early), new Streamed(2, late));
        assertThat(after(ana, 1)).as("whoever saw the first misses none").containsExactly(new Streamed(2, late));
    }

    @Test
    void leaves_the_work_to_who_is_at_it() throws InterruptedException {
        Account ana = anAccount();
        insert(plain(ana, null, START));
        CountDownLatch has = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> change(() -> {
                    assertThat(storage.notificationStream().place(10)).isEqualTo(1);
                    has.countDown();
                    Race.await(may);
                }));
        Race.await(has);

        assertThat(commit(() -> storage.notificationStream().place(10))).isZero();
        assertThat(storage.notificationStream().lastPosition())
                .as("nobody sees it yet")
                .isZero();
        may.countDown();
        first.join();

        assertThat(storage.notificationStream().lastPosition()).isEqualTo(1);
    }

    @Test
    void gives_every_place_once_whoever_gives_them() {
        Account ana = anAccount();
        List<Notification> made = Collections.synchronizedList(new ArrayList<>());
        Race.of(8, contender -> {
            for (int each = 0; each < 10; each++) {
                made.add(insert(plain(ana, null, START.plusSeconds(each))));
                change(() -> storage.notificationStream().place(3));
            }
            return contender;
        });
        while (storage.notificationStream().hasUnplaced()) {
            change(() -> storage.notificationStream().place(100));
        }

        List<Streamed> streamed = storage.notificationStream().after(reader(ana), 0, 1_000);

        assertThat(streamed).extracting(Streamed::notification).containsExactlyInAnyOrderElementsOf(made);
        assertThat(streamed).extracting(Streamed::position).isSorted().doesNotHaveDuplicates();
        assertThat(storage.notificationStream().lastPosition()).isEqualTo(80);
    }

    @Test
    void says_whom_places_concern() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        insert(plain(ana, null, START));
        insert(plain(null, organization, START.plusSeconds(1)));
        insert(plain(ana, organization, START.plusSeconds(2)));
        change(() -> storage.notificationStream().place(10));

        assertThat(storage.notificationStream().placedAfter(0, 2))
                .containsExactly(new Placed(1, ana.id(), null), new Placed(2, null, organization));
        assertThat(storage.notificationStream().placedAfter(2, 2))
                .containsExactly(new Placed(3, ana.id(), organization));
        assertThat(storage.notificationStream().audiencesOf(ana.id())).containsExactly(organization);
    }

    @Test
    void streams_to_a_reader_what_the_reader_sees() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ben.id());
        organizations().join(organization, ana.id(), MemberRole.MEMBER);
        Notification own = insert(plain(ana, null, START));
        Notification members = insert(plain(null, organization, START.plusSeconds(1)));
        insert(plain(ben, null, START.plusSeconds(2)));
        change(() -> storage.notificationStream().place(10));
        change(() -> storage.notifications().mark(reader(ana), members.id(), NotificationStatus.READ));

        assertThat(after(ana, 0))
                .containsExactly(new Streamed(1, own), new Streamed(2, members.with(NotificationStatus.READ)));
        organizations().leave(organization, ana.id());
        assertThat(after(ana, 0)).containsExactly(new Streamed(1, own));
        assertThat(storage.notificationStream().after(reader(ana), 0, 1)).containsExactly(new Streamed(1, own));
    }

    private List<Streamed> after(Account account, long position) {
        return storage.notificationStream().after(reader(account), position, 100);
    }

    private static Reader reader(Account account) {
        return new Reader(account.id(), Blocked.NOTHING, NOW);
    }

    private Notification insert(Notification notification) {
        change(() -> storage.notifications().insert(notification));
        return notification;
    }

    private static Notification plain(
            @Nullable Account account, @Nullable OrganizationId organization, Instant createdAt) {
        return new Notification(
                new NotificationId(Fixtures.anId()),
                account == null ? null : account.id(),
                organization,
                NotificationType.INFO,
                NotificationTopic.GENERAL,
                "Something happened",
                null,
                NotificationPriority.LOW,
                NotificationChannel.IN_APP,
                NotificationStatus.UNREAD,
                null,
                createdAt);
    }
}
