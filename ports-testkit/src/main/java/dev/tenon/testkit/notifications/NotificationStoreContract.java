package dev.tenon.testkit.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.ports.notifications.spi.NotificationStore.Sent;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of notifications does. */
public abstract class NotificationStoreContract extends StorageContract {

    private static final Instant NOW = START.plus(Duration.ofHours(1));

    private static final List<NotificationPriority> PRIORITIES = List.of(NotificationPriority.values());

    private static final Comparator<Position> OLDEST_FIRST = Comparator.comparingInt(Position::rank)
            .thenComparing(Position::time)
            .thenComparing(position -> position.id().toString());

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void takes_back_what_was_written_on_an_occasion_and_nothing_else() {
        Account ana = anAccount();
        Notification first = to(ana, START);
        Notification second = to(ana, START);
        Notification third = to(ana, START);
        change(() -> {
            storage.notifications().insertOn("invitation:1", first);
            storage.notifications().insertOn("invitation:11", second);
            storage.notifications().insert(third);
        });
        change(() -> storage.notifications().mark(reader(ana), first.id(), NotificationStatus.READ));

        change(() -> storage.notifications().withdraw("invitation:1"));
        change(() -> storage.notifications().withdraw("invitation:2"));

        assertThat(storage.notifications().find(reader(ana), first.id())).isEmpty();
        assertThat(storage.notifications().find(reader(ana), second.id())).isPresent();
        assertThat(storage.notifications().find(reader(ana), third.id())).isPresent();
    }

    @Test
    void keeps_a_notification_as_it_was_inserted() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        Notification notification = new Notification(
                new NotificationId(Fixtures.anId()),
                ana.id(),
                organization,
                NotificationType.WARNING,
                NotificationTopic.BILLING,
                "Zwei Zeilen –\nund ein 🙂",
                URI.create("https://tenon.example.org/invoices?a=%20b"),
                NotificationPriority.HIGH,
                NotificationChannel.BOTH,
                NotificationStatus.UNREAD,
                NOW.plusSeconds(1),
                START);

        insert(notification);

        assertThat(storage.notifications().find(reader(ana), notification.id())).contains(notification);
        assertThat(all(ana)).containsExactly(notification);
    }

    @Test
    void refuses_to_write_outside_a_unit_of_work() {
        Account ana = anAccount();

        assertThatThrownBy(() -> storage.notifications().insert(to(ana, START)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void forgets_what_was_rolled_back() {
        Account ana = anAccount();

        rollBack(() -> storage.notifications().insert(to(ana, START)));

        assertThat(all(ana)).isEmpty();
    }

    @Test
    void shows_everybody_their_own_and_those_of_their_organizations() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account cleo = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        OrganizationId other = organizations().found(cleo.id());
        Notification anas = insert(to(ana, START.plusSeconds(1)));
        Notification bens = insert(to(ben, START.plusSeconds(2)));
        Notification members = insert(toMembers(organization, START.plusSeconds(3)));
        Notification others = insert(toMembers(other, START.plusSeconds(4)));

        assertThat(all(ana)).containsExactly(members, anas);
        assertThat(all(ben)).containsExactly(members, bens);
        assertThat(all(cleo)).containsExactly(others);
        assertThat(storage.notifications().find(reader(ben), anas.id())).isEmpty();
        assertThat(storage.notifications().find(reader(ben), others.id())).isEmpty();
    }

    @Test
    void shows_a_former_member_nothing_of_the_organization_but_what_was_for_them_alone() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().join(organization, ben.id(), MemberRole.ADMIN);
        insert(toMembers(organization, START));
        Notification bens = insert(about(ben, organization, START.plusSeconds(1)));

        organizations().leave(organization, ben.id());

        assertThat(all(ben)).containsExactly(bens);
    }

    @Test
    void shows_a_member_nothing_from_before_they_joined() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        Instant joined = START.plus(Duration.ofMinutes(5));
        insert(toMembers(organization, joined.minusMillis(1)));
        Notification since = insert(toMembers(organization, joined));

        change(() -> storage.members().join(Fixtures.anId(), organization, ben.id(), MemberRole.MEMBER, null, joined));

        assertThat(all(ben)).containsExactly(since);
        assertThat(storage.notifications().countUnread(reader(ben), 10)).isEqualTo(1);
    }

    @Test
    void shows_a_member_who_wants_none_of_an_organizations_none() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        insert(toMembers(organization, START));
        Notification own = insert(about(ana, organization, START.plusSeconds(1)));

        change(() -> {
            Member member = storage.members().find(organization, ana.id()).orElseThrow();
            storage.members()
                    .update(new Member(
                            organization,
                            ana.id(),
                            member.userName(),
                            member.email(),
                            member.role(),
                            false,
                            member.joinedAt(),
                            member.revision()));
        });

        assertThat(all(ana)).containsExactly(own);
        assertThat(storage.notifications().countUnread(reader(ana), 10)).isEqualTo(1);
        assertThat(storage.notificationStream().audiencesOf(ana.id())).isEmpty();
    }

    @Test
    void shows_nothing_that_has_expired_or_comes_by_mail_alone() {
        Account ana = anAccount();
        insert(until(to(ana, START), NOW));
        insert(by(to(ana, START), NotificationChannel.EMAIL));
        Notification still = insert(until(to(ana, START), NOW.plusMillis(1)));

        assertThat(all(ana)).containsExactly(still);
        assertThat(storage.notifications().countUnread(reader(ana), 10)).isEqualTo(1);
    }

    @Test
    void shows_nothing_that_is_blocked_but_what_is_about_security() {
        Account ana = anAccount();
        Notification info = insert(of(to(ana, START), NotificationType.INFO, NotificationTopic.GENERAL));
        Notification error =
                insert(of(to(ana, START.plusSeconds(1)), NotificationType.ERROR, NotificationTopic.GENERAL));
        Notification billing =
                insert(of(to(ana, START.plusSeconds(2)), NotificationType.INFO, NotificationTopic.BILLING));
        Notification security =
                insert(of(to(ana, START.plusSeconds(3)), NotificationType.ERROR, NotificationTopic.SECURITY));

        assertThat(all(reader(ana, new Blocked(false, Set.of(NotificationType.ERROR), Set.of()))))
                .containsExactly(security, billing, info);
        assertThat(all(reader(ana, new Blocked(false, Set.of(), Set.of(NotificationTopic.BILLING)))))
                .containsExactly(security, error, info);
        assertThat(all(reader(
                        ana, new Blocked(false, Set.of(NotificationType.ERROR), Set.of(NotificationTopic.BILLING)))))
                .containsExactly(security, info);
        assertThat(all(reader(ana, new Blocked(true, Set.of(), Set.of())))).containsExactly(security);
        assertThat(storage.notifications().countUnread(reader(ana, new Blocked(true, Set.of(), Set.of())), 10))
                .isEqualTo(1);
    }

    @Test
    void lists_newest_first_in_pages_that_hold_still() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        List<Notification> newestFirst = new ArrayList<>();
        for (int each = 0; each < 9; each++) {
            Instant time = NOW.minusSeconds(each / 2);
            newestFirst.add(each % 3 == 0 ? toMembers(organization, time) : to(ana, time));
        }
        newestFirst.sort(
                Comparator.comparing(Notification::position, OLDEST_FIRST).reversed());
        shuffled(newestFirst).forEach(this::insert);

        holdsStillInPages(
                newestFirst,
                page -> storage.notifications().list(reader(ana), NotificationFilter.all(), page),
                () -> insert(to(ana, NOW.plusSeconds(1))));
    }

    @Test
    void lists_by_priority_and_then_newest_first_in_pages_that_hold_still() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        List<Notification> inOrder = new ArrayList<>();
        for (int each = 0; each < 12; each++) {
            Instant time = NOW.minusSeconds(each / 4);
            NotificationPriority priority = PRIORITIES.get(each % 3);
            inOrder.add(prioritized(each % 2 == 0 ? toMembers(organization, time) : to(ana, time), priority));
        }
        inOrder.sort(Comparator.comparing(Notification::positionByPriority, OLDEST_FIRST)
                .reversed());
        shuffled(inOrder).forEach(this::insert);
        NotificationFilter byPriority = new NotificationFilter(null, null, null, true);

        holdsStillInPages(
                inOrder,
                page -> storage.notifications().list(reader(ana), byPriority, page),
                () -> insert(prioritized(to(ana, NOW.plusSeconds(1)), NotificationPriority.HIGH)));
    }

    @Test
    void filters_by_status_type_and_organization() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        OrganizationId other = organizations().found(ana.id());
        Notification own = insert(to(ana, START));
        Notification about = insert(about(ana, organization, START.plusSeconds(1)));
        Notification members = insert(
                of(toMembers(organization, START.plusSeconds(2)), NotificationType.ERROR, NotificationTopic.GENERAL));
        Notification others = insert(toMembers(other, START.plusSeconds(3)));
        mark(ana, own, NotificationStatus.READ);
        mark(ana, members, NotificationStatus.READ);
        Notification readOwn = own.with(NotificationStatus.READ);
        Notification readMembers = members.with(NotificationStatus.READ);

        assertThat(list(ana, new NotificationFilter(NotificationStatus.READ, null, null, false)))
                .containsExactly(readMembers, readOwn);
        assertThat(list(ana, NotificationFilter.unread())).containsExactly(others, about);
        assertThat(list(ana, new NotificationFilter(null, NotificationType.ERROR, null, false)))
                .containsExactly(readMembers);
        assertThat(list(ana, new NotificationFilter(null, null, organization, false)))
                .containsExactly(readMembers, about);
        assertThat(list(
                        ana,
                        new NotificationFilter(NotificationStatus.UNREAD, NotificationType.INFO, organization, true)))
                .containsExactly(about);
    }

    @Test
    void marks_for_the_reader_alone() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        Notification own = insert(to(ana, START));
        Notification members = insert(toMembers(organization, START.plusSeconds(1)));

        for (Notification each : List.of(own, members)) {
            mark(ana, each, NotificationStatus.READ);
            mark(ana, each, NotificationStatus.READ);
            mark(ben, own, NotificationStatus.READ);
        }
        assertThat(list(ana, NotificationFilter.unread())).isEmpty();
        assertThat(all(ben)).containsExactly(members);
        assertThat(storage.notifications().countUnread(reader(ben), 10)).isEqualTo(1);

        mark(ben, own, NotificationStatus.UNREAD);
        assertThat(list(ana, NotificationFilter.unread()))
                .as("who does not see it does not mark it")
                .isEmpty();
        mark(ana, own, NotificationStatus.UNREAD);
        mark(ana, members, NotificationStatus.UNREAD);
        assertThat(all(ana)).containsExactly(members, own);
    }

    @Test
    void marks_everything_that_is_shown_as_read() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        insert(to(ana, START));
        insert(toMembers(organization, START));
        mark(ana, insert(to(ana, START)), NotificationStatus.READ);
        Notification over = insert(until(to(ana, START), NOW));
        Notification blocked = insert(of(to(ana, START), NotificationType.ERROR, NotificationTopic.GENERAL));
        Reader reader = reader(ana, new Blocked(false, Set.of(NotificationType.ERROR), Set.of()));

        assertThat(commit(() -> storage.notifications().markAllRead(reader, 100)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.notifications().markAllRead(reader, 100)))
                .isZero();

        assertThat(list(ana, NotificationFilter.unread())).containsExactly(blocked);
        assertThat(storage.notifications().find(new Reader(ana.id(), Blocked.NOTHING, START), over.id()))
                .as("what had expired is as it was")
                .contains(over);
        assertThat(storage.notifications().countUnread(reader(ben), 10)).isEqualTo(1);
    }

    @Test
    void counts_the_unread_to_a_limit() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        for (int each = 0; each < 3; each++) {
            insert(to(ana, START.plusSeconds(each)));
            insert(toMembers(organization, START.plusSeconds(each)));
        }
        mark(ana, all(ana).get(0), NotificationStatus.READ);

        assertThat(storage.notifications().countUnread(reader(ana), 100)).isEqualTo(5);
        assertThat(storage.notifications().countUnread(reader(ana), 4)).isEqualTo(4);
    }

    @Test
    void counts_what_was_sent_in_the_name_of_an_organization() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        OrganizationId other = organizations().found(ana.id());
        insert(toMembers(organization, START.plusSeconds(30)));
        for (int each = 0; each < 3; each++) {
            Notification sent = toMembers(organization, START.plusSeconds(10L * each));
            change(() -> storage.notifications().insertSent(sent));
        }

        assertThat(commit(() -> storage.notifications().sentSince(organization, START)))
                .isEqualTo(new Sent(2, START.plusSeconds(10)));
        assertThat(commit(() -> storage.notifications().sentSince(other, START)))
                .isEqualTo(new Sent(0, null));
    }

    @Test
    void forgets_what_was_over_before_then() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        insert(until(to(ana, START.minusSeconds(100)), START.minusMillis(1)));
        Notification expiredLater = insert(until(to(ana, START.minusSeconds(100)), NOW.plusSeconds(9)));
        insert(toMembers(organization, START.minusMillis(1)));
        mark(ana, insert(to(ana, START.minusMillis(2))), NotificationStatus.READ);
        Notification later = insert(to(ana, START));

        assertThat(commit(() -> storage.notifications().deleteOver(START, 2))).isEqualTo(2);
        assertThat(commit(() -> storage.notifications().deleteOver(START, 2))).isEqualTo(1);
        assertThat(commit(() -> storage.notifications().deleteOver(START, 2))).isZero();

        assertThat(all(ana)).containsExactly(later, expiredLater);
    }

    // ---- what tests start from

    private Notification to(Account account, Instant createdAt) {
        return plain(account, null, createdAt);
    }

    private Notification about(Account account, OrganizationId organization, Instant createdAt) {
        return plain(account, organization, createdAt);
    }

    private Notification toMembers(OrganizationId organization, Instant createdAt) {
        return plain(null, organization, createdAt);
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

    private static Notification until(Notification one, Instant end) {
        return copy(one, one.type(), one.topic(), one.priority(), one.channel(), end);
    }

    private static Notification by(Notification one, NotificationChannel channel) {
        return copy(one, one.type(), one.topic(), one.priority(), channel, one.expiresAt());
    }

    private static Notification of(Notification one, NotificationType type, NotificationTopic topic) {
        return copy(one, type, topic, one.priority(), one.channel(), one.expiresAt());
    }

    private static Notification prioritized(Notification one, NotificationPriority priority) {
        return copy(one, one.type(), one.topic(), priority, one.channel(), one.expiresAt());
    }

    private static Notification copy(
            Notification one,
            NotificationType type,
            NotificationTopic topic,
            NotificationPriority priority,
            NotificationChannel channel,
            @Nullable Instant end) {
        return new Notification(
                one.id(),
                one.userId(),
                one.organizationId(),
                type,
                topic,
                one.message(),
                one.actionUrl(),
                priority,
                channel,
                one.status(),
                end,
                one.createdAt());
    }

    private Notification insert(Notification notification) {
        change(() -> storage.notifications().insert(notification));
        return notification;
    }

    private void mark(Account account, Notification notification, NotificationStatus status) {
        change(() -> storage.notifications().mark(reader(account), notification.id(), status));
    }

    private static Reader reader(Account account) {
        return reader(account, Blocked.NOTHING);
    }

    private static Reader reader(Account account, Blocked blocked) {
        return new Reader(account.id(), blocked, NOW);
    }

    private List<Notification> all(Account account) {
        return list(account, NotificationFilter.all());
    }

    private List<Notification> all(Reader reader) {
        return storage.notifications()
                .list(reader, NotificationFilter.all(), PageRequest.first(50))
                .items();
    }

    private List<Notification> list(Account account, NotificationFilter filter) {
        Page<Notification> page = storage.notifications().list(reader(account), filter, PageRequest.first(50));
        return page.items();
    }
}
