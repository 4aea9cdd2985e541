package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.DigestItem;
import dev.tenon.testkit.Tables.NotificationRow;
import dev.tenon.testkit.Tables.Receipt;
import dev.tenon.testkit.Tables.SettingSlot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryNotificationMailStore implements NotificationMailStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final InMemoryNotificationStore notifications;

    InMemoryNotificationMailStore(
            InMemoryUnitOfWork unitOfWork, Tables tables, InMemoryNotificationStore notifications) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
        this.notifications = notifications;
    }

    @Override
    public boolean hasWaiting() {
        return !tables.notifications.rows(NotificationRow::mailWaits).isEmpty();
    }

    @Override
    public Optional<Waiting> claimWaiting() {
        unitOfWork.required();
        return tables.notifications.rows(NotificationRow::mailWaits).stream()
                .sorted(Comparator.comparingInt((NotificationRow row) ->
                                -row.notification().priority().rank())
                        .thenComparing(row -> row.notification().createdAt())
                        .thenComparing(row -> row.notification().id().value()))
                .map(row -> row.notification().id())
                .filter(tables.notifications::tryLock)
                .flatMap(id -> tables.notifications.find(id).stream())
                .filter(NotificationRow::mailWaits)
                .findFirst()
                .map(row -> new Waiting(row.notification(), row.mailedThrough()));
    }

    @Override
    public List<Recipient> recipients(Notification notification, @Nullable UserId after, int limit) {
        return tables.accounts.rows(any -> true).stream()
                .map(AccountRow::account)
                .filter(account -> notifications.isFor(account.id(), notification))
                .filter(account -> isUnread(account.id(), notification))
                .filter(account -> after == null || InMemoryNotificationMailStore.follows(account.id(), after))
                .sorted(Comparator.comparing(account -> account.id().toString()))
                .flatMap(account -> recipient(account).stream())
                .limit(limit)
                .toList();
    }

    /** As the database orders UUIDs: by their bytes. */
    private static boolean follows(UserId one, UserId other) {
        return one.toString().compareTo(other.toString()) > 0;
    }

    private boolean isUnread(UserId person, Notification notification) {
        return notification.isForMembers()
                ? tables.receipts.find(new Receipt(notification.id(), person)).isEmpty()
                : tables.notifications
                        .find(notification.id())
                        .filter(row -> row.notification().status() == NotificationStatus.UNREAD)
                        .isPresent();
    }

    @Override
    public Optional<Recipient> recipient(UserId person) {
        return tables.accounts.find(person).map(AccountRow::account).flatMap(this::recipient);
    }

    private Optional<Recipient> recipient(Account account) {
        return Optional.of(account)
                .filter(found -> found.isActive() && found.emailVerified())
                .map(found -> new Recipient(
                        found.id(),
                        found.email(),
                        tables.settings
                                .find(new SettingSlot(found.id(), NotificationPreferences.KEY))
                                .map(Setting::value)
                                .orElse(null)));
    }

    @Override
    public void decided(NotificationId id, @Nullable UserId through) {
        NotificationRow row = tables.notifications.lock(id).orElseThrow();
        tables.notifications.put(id, row.mailed(through != null, through));
    }

    @Override
    public void collect(Digest opening, NotificationId id) {
        tables.requireAccount(opening.person());
        tables.digests.insert(opening.person(), opening);
        DigestItem item = new DigestItem(opening.person(), id);
        tables.digestItems.insert(item, item);
    }

    @Override
    public boolean hasClosing(Instant now) {
        return !tables.digests.rows(digest -> isClosing(digest, now)).isEmpty();
    }

    private static boolean isClosing(Digest digest, Instant now) {
        return !digest.closesAt().isAfter(now);
    }

    @Override
    public Optional<Digest> claimClosing(Instant now) {
        unitOfWork.required();
        return tables.digests.rows(digest -> isClosing(digest, now)).stream()
                .sorted(Comparator.comparing(Digest::closesAt))
                .map(Digest::person)
                .filter(tables.digests::tryLock)
                .flatMap(person -> tables.digests.find(person).stream())
                .filter(digest -> isClosing(digest, now))
                .findFirst();
    }

    @Override
    public List<Notification> collected(UserId person, Instant now, int limit) {
        return tables.digestItems.rows(item -> item.userId().equals(person)).stream()
                .flatMap(item -> tables.notifications.find(item.notification()).stream())
                .map(NotificationRow::notification)
                .filter(each -> !each.hasExpiredAt(now))
                .filter(each -> notifications.isFor(person, each))
                .filter(each -> isUnread(person, each))
                .sorted(Comparator.comparing(Notification::createdAt)
                        .thenComparing(each -> each.id().value()))
                .limit(limit)
                .toList();
    }

    @Override
    public void told(UserId person, List<NotificationId> notifications) {
        unitOfWork.required();
        notifications.forEach(id -> tables.digestItems.remove(new DigestItem(person, id)));
    }

    @Override
    public void close(UserId person) {
        tables.digestItems.rows(item -> item.userId().equals(person)).forEach(tables.digestItems::remove);
        tables.digests.remove(person);
    }
}
