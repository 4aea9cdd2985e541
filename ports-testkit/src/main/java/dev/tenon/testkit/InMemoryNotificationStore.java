package dev.tenon.testkit;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import dev.tenon.testkit.Tables.MemberRow;
import dev.tenon.testkit.Tables.Membership;
import dev.tenon.testkit.Tables.NotificationRow;
import dev.tenon.testkit.Tables.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryNotificationStore implements NotificationStore, NotificationStreamStore {

    private static final String LAST = "last";

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryNotificationStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Notification notification) {
        insert(notification, false);
    }

    @Override
    public void insertSent(Notification notification) {
        insert(notification, true);
    }

    @Override
    public void insertOn(String occasion, Notification notification) {
        insert(notification, false);
        tables.occasions.put(notification.id(), occasion);
    }

    @Override
    public void withdraw(String occasion) {
        unitOfWork.required();
        tables.occasions.keys(occasion::equals).forEach(this::delete);
    }

    private void insert(Notification notification, boolean isSent) {
        unitOfWork.required();
        if (notification.userId() != null) {
            tables.requireAccount(notification.userId());
        }
        NotificationRow row = new NotificationRow(
                notification, isSent, null, notification.channel().isByMail(), null);
        tables.notifications.put(notification.id(), row);
    }

    @Override
    public Optional<Notification> find(Reader reader, NotificationId id) {
        return tables.notifications
                .find(id)
                .map(NotificationRow::notification)
                .filter(found -> sees(reader, found))
                .map(found -> seenBy(reader.person(), found));
    }

    @Override
    public Page<Notification> list(Reader reader, NotificationFilter filter, PageRequest page) {
        List<Notification> matching = seen(reader, found -> matches(filter, found));
        return filter.byPriority()
                ? Pages.newestFirst(matching, Notification::positionByPriority, page)
                : Pages.newestFirst(matching, Notification::position, page);
    }

    private static boolean matches(NotificationFilter filter, Notification found) {
        return (filter.status() == null || filter.status() == found.status())
                && (filter.type() == null || filter.type() == found.type())
                && (filter.organizationId() == null || filter.organizationId().equals(found.organizationId()));
    }

    @Override
    public int countUnread(Reader reader, int most) {
        return Math.min(most, seen(reader, InMemoryNotificationStore::isUnread).size());
    }

    private static boolean isUnread(Notification notification) {
        return notification.status() == NotificationStatus.UNREAD;
    }

    private List<Notification> seen(Reader reader, Predicate<Notification> wanted) {
        return unitOfWork.reading(() -> tables.notifications.rows(any -> true).stream()
                .map(NotificationRow::notification)
                .filter(found -> sees(reader, found))
                .map(found -> seenBy(reader.person(), found))
                .filter(wanted)
                .toList());
    }

    private Notification seenBy(UserId person, Notification notification) {
        if (!notification.isForMembers()) {
            return notification;
        }
        boolean isRead =
                tables.receipts.find(new Receipt(notification.id(), person)).isPresent();
        return notification.with(isRead ? NotificationStatus.READ : NotificationStatus.UNREAD);
    }

    private boolean sees(Reader reader, Notification notification) {
        return notification.channel().isInApp()
                && !notification.hasExpiredAt(reader.now())
                && !reader.blocked().holds(notification.type(), notification.topic())
                && isFor(reader.person(), notification);
    }

    /** Whether it is for the person, as far as the membership goes. */
    boolean isFor(UserId person, Notification notification) {
        @Nullable OrganizationId organization = notification.organizationId();
        if (notification.userId() != null || organization == null) {
            return person.equals(notification.userId());
        }
        return tables.members
                .find(new Membership(organization, person))
                .filter(MemberRow::notificationsEnabled)
                .filter(row -> !notification.createdAt().isBefore(row.joinedAt()))
                .isPresent();
    }

    @Override
    public void mark(Reader reader, NotificationId id, NotificationStatus status) {
        unitOfWork.required();
        find(reader, id).ifPresent(found -> mark(reader, found, status));
    }

    private void mark(Reader reader, Notification found, NotificationStatus status) {
        if (!found.isForMembers()) {
            NotificationRow row = tables.notifications.lock(found.id()).orElseThrow();
            tables.notifications.put(found.id(), row.with(row.notification().with(status)));
        } else if (status == NotificationStatus.READ) {
            tables.receipts.insert(new Receipt(found.id(), reader.person()), reader.now());
        } else {
            tables.receipts.remove(new Receipt(found.id(), reader.person()));
        }
    }

    @Override
    public int markAllRead(Reader reader, int most) {
        unitOfWork.required();
        List<Notification> unread = seen(reader, InMemoryNotificationStore::isUnread).stream()
                .limit(most)
                .toList();
        unread.forEach(each -> mark(reader, each, NotificationStatus.READ));
        return unread.size();
    }

    @Override
    public Sent sentSince(OrganizationId organization, Instant since) {
        tables.organizations.lock(organization);
        List<Instant> sent = tables
                .notifications
                .rows(row -> row.isSent()
                        && organization.equals(row.notification().organizationId())
                        && row.notification().createdAt().isAfter(since))
                .stream()
                .map(row -> row.notification().createdAt())
                .sorted()
                .toList();
        return new Sent(sent.size(), sent.isEmpty() ? null : sent.get(0));
    }

    @Override
    public int deleteOver(Instant before, int limit) {
        unitOfWork.required();
        List<NotificationId> over = tables.notifications.rows(row -> isOver(row.notification(), before)).stream()
                .map(row -> row.notification().id())
                .limit(limit)
                .toList();
        over.forEach(this::delete);
        return over.size();
    }

    private static boolean isOver(Notification notification, Instant before) {
        Instant end = notification.expiresAt() == null ? notification.createdAt() : notification.expiresAt();
        return end.isBefore(before);
    }

    private void delete(NotificationId id) {
        tables.receipts.keys(any -> true).stream()
                .filter(receipt -> receipt.notification().equals(id))
                .forEach(tables.receipts::remove);
        tables.digestItems.keys(any -> true).stream()
                .filter(item -> item.notification().equals(id))
                .forEach(tables.digestItems::remove);
        tables.occasions.remove(id);
        tables.notifications.remove(id);
    }

    @Override
    public boolean hasUnplaced() {
        return !tables.notifications.rows(row -> row.position() == null).isEmpty();
    }

    @Override
    public int place(int limit) {
        unitOfWork.required();
        if (!tables.streamEnds.tryLock(LAST)) {
            return 0;
        }
        List<NotificationRow> unplaced = tables.notifications.rows(row -> row.position() == null).stream()
                .sorted(Comparator.comparing(
                                (NotificationRow row) -> row.notification().createdAt())
                        .thenComparing(row -> row.notification().id().value()))
                .limit(limit)
                .toList();
        long last = lastPosition();
        for (NotificationRow row : unplaced) {
            NotificationId id = row.notification().id();
            NotificationRow present = tables.notifications.lock(id).orElse(row);
            tables.notifications.put(id, present.at(++last));
        }
        if (!unplaced.isEmpty()) {
            tables.streamEnds.put(LAST, last);
        }
        return unplaced.size();
    }

    @Override
    public long lastPosition() {
        return tables.streamEnds.find(LAST).orElse(0L);
    }

    @Override
    public List<Placed> placedAfter(long position, int limit) {
        return after(position)
                .limit(limit)
                .map(row -> new Placed(
                        row.placed(),
                        row.notification().userId(),
                        row.notification().organizationId()))
                .toList();
    }

    @Override
    public List<Streamed> after(Reader reader, long position, int limit) {
        return unitOfWork.reading(() -> after(position)
                .filter(row -> sees(reader, row.notification()))
                .limit(limit)
                .map(row -> new Streamed(row.placed(), seenBy(reader.person(), row.notification())))
                .toList());
    }

    private Stream<NotificationRow> after(long position) {
        return tables.notifications.rows(row -> row.position() != null && row.position() > position).stream()
                .sorted(Comparator.comparingLong(NotificationRow::placed));
    }

    @Override
    public Set<OrganizationId> audiencesOf(UserId person) {
        return tables.members.keys(MemberRow::notificationsEnabled).stream()
                .filter(membership -> membership.member().equals(person))
                .map(Membership::organization)
                .collect(Collectors.toUnmodifiableSet());
    }
}
