package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.Refusals;
import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NotificationFeedTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NOW = Duration.ZERO;
    private static final NotificationPolicy QUICK = new NotificationPolicy(2, 3, Duration.ofMillis(50), 60);

    private final TenonInMemory house = new TenonInMemory();
    private final Tenon tenon = house.builder().notificationPolicy(QUICK).build();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void begins_now_and_gives_what_comes_in_its_order() {
        send(ana, "before");
        place();
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            List<Notification> sent = List.of(send(ana, "one"), send(ana, "two"));
            send(ben, "not for ana");
            place();

            assertThat(feed.next(LONG)).contains(sent.get(0));
            assertThat(feed.next(LONG)).contains(sent.get(1));
            assertThat(feed.next(NOW)).isEmpty();
        }
    }

    @Test
    void wakes_who_waits() {
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            CompletableFuture<Optional<Notification>> next = Race.start(() -> feed.next(LONG));
            Notification sent = send(ana, "hello");
            place();

            assertThat(Race.await(next)).contains(sent);
        }
    }

    @Test
    void gives_places_itself_where_no_job_does() {
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            Notification sent = send(ana, "hello");

            assertThat(feed.next(LONG)).contains(sent);
        }
    }

    @Test
    void goes_on_where_another_left_off() {
        List<String> seen = new ArrayList<>();
        long position;
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            send(ana, "one");
            send(ana, "two");
            seen.add(feed.next(LONG).orElseThrow().message());
            position = feed.position();
        }
        send(ana, "three");
        Tenon other = house.builder().build();
        try (NotificationFeed feed = other.notifications().follow(ana, position)) {
            seen.add(feed.next(LONG).orElseThrow().message());
            seen.add(feed.next(LONG).orElseThrow().message());
            assertThat(feed.next(NOW)).isEmpty();
        }

        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void gives_more_than_it_holds_at_once() {
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            for (int each = 0; each < 250; each++) {
                send(ana, "number " + each);
            }
            place();
            for (int each = 0; each < 250; each++) {
                assertThat(feed.next(LONG).orElseThrow().message()).isEqualTo("number " + each);
            }
        }
    }

    @Test
    void refuses_a_position_that_was_never_given() {
        send(ana, "one");
        place();

        assertRefused(() -> tenon.notifications().follow(ana, 2), NotificationRefusal.POSITION_INVALID);
        tenon.notifications().follow(ana, 1).close();
    }

    @Test
    void H1_bounds_the_feeds_of_a_person_and_of_the_server() {
        NotificationFeed first = tenon.notifications().follow(ana, -1);
        tenon.notifications().follow(ana, -1);
        assertThat(first.isOpen()).isTrue();
        NotificationFeed third = tenon.notifications().follow(ana, -1);
        assertThat(first.isOpen()).as("the oldest made room").isFalse();
        assertThat(first.next(LONG)).isEmpty();
        tenon.notifications().follow(ben, -1);
        assertRefused(() -> tenon.notifications().follow(ben, -1), NotificationRefusal.TOO_MANY_FEEDS);

        third.close();

        tenon.notifications().follow(ben, -1);
    }

    @Test
    void S3_ends_with_the_session() {
        NotificationFeed feed = tenon.notifications().follow(ana, -1);
        assertThat(feed.next(NOW)).isEmpty();

        house.tenon.sessions().end(ana, ana.sessionId());

        assertRefused(() -> untilItEnds(feed), RequestRefusal.UNAUTHENTICATED);
        assertThat(feed.isOpen()).isFalse();
    }

    @Test
    void S3_ends_with_the_account() {
        NotificationFeed feed = tenon.notifications().follow(ana, -1);

        house.tenon
                .accounts()
                .update(house.operator, person(ana), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(() -> untilItEnds(feed), RequestRefusal.UNAUTHENTICATED);
    }

    @Test
    void S3_gives_nothing_that_it_holds_of_an_organization_that_one_has_left_meanwhile() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ben));
        house.storage.organizationFixture().join(organization, person(ana), MemberRole.MEMBER);
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            for (int each = 0; each < 5; each++) {
                house.tenon
                        .notifications()
                        .send(house.operator, NewNotification.of(null, organization, "number " + each));
            }
            place();
            assertThat(feed.next(LONG)).isPresent();

            house.storage.organizationFixture().leave(organization, person(ana));
            house.clock.advance(Duration.ofSeconds(15));

            assertThat(feed.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void S3_gives_nothing_of_an_organization_that_one_has_left() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        house.storage.organizationFixture().join(organization, person(ben), MemberRole.MEMBER);
        try (NotificationFeed feed = tenon.notifications().follow(ben, -1)) {
            house.tenon.notifications().send(ana, NewNotification.of(null, organization, "for members"));
            assertThat(feed.next(LONG).orElseThrow().message()).isEqualTo("for members");

            house.storage.organizationFixture().leave(organization, person(ben));
            house.tenon.notifications().send(ana, NewNotification.of(null, organization, "for members still"));
            Notification own = send(ben, "for ben");
            place();

            assertThat(feed.next(LONG)).contains(own);
        }
    }

    @Test
    void gives_nothing_that_has_expired_meanwhile() {
        try (NotificationFeed feed = tenon.notifications().follow(ana, -1)) {
            tenon.notifications()
                    .send(
                            house.operator,
                            NewNotification.of(person(ana), null, "short")
                                    .until(house.clock.instant().plusSeconds(1)));
            place();
            house.clock.advance(Duration.ofSeconds(2));
            Notification sent = send(ana, "later");
            place();

            assertThat(feed.next(LONG)).contains(sent);
        }
    }

    @Test
    void who_closes_it_wakes_who_waits() {
        NotificationFeed feed = tenon.notifications().follow(ana, -1);
        CompletableFuture<Optional<Notification>> next = Race.start(() -> feed.next(LONG));

        feed.close();

        assertThat(Race.await(next)).isEmpty();
        assertThat(feed.isOpen()).isFalse();
        assertThat(feed.next(LONG)).as("at once").isEmpty();
    }

    private static void untilItEnds(NotificationFeed feed) {
        while (feed.isOpen()) {
            feed.next(LONG);
        }
    }

    private Notification send(Actor person, String message) {
        house.clock.advance(Duration.ofMillis(1));
        return house.tenon.notifications().send(house.operator, NewNotification.of(person(person), null, message));
    }

    private void place() {
        BackgroundJob job = tenon.jobs().stream()
                .filter(each -> each.name().equals("order-notifications"))
                .findFirst()
                .orElseThrow();
        int placed;
        do {
            placed = job.run();
        } while (placed > 0);
    }

    private static void assertRefused(ThrowingCallable call, RefusalCode code) {
        Refusals.assertRefused(code, call);
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
