package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What is to be mailed of {@code notifications}; tables {@code notification_digests}, {@code notification_digest_items}. */
final class JdbiNotificationMailStore implements NotificationMailStore {

    private static final RowMapper<Waiting> WAITING = (row, context) -> new Waiting(
            NotificationSql.NOTIFICATION.map(row, context), Columns.idOrNull(row, "mailed_through", UserId::new));

    private static final RowMapper<Recipient> RECIPIENT = (row, context) -> {
        @Nullable String preferences = row.getString("preferences");
        return new Recipient(
                new UserId(Columns.uuid(row, "id")),
                new EmailAddress(Columns.text(row, "email")),
                preferences == null ? null : new JsonText(preferences));
    };

    private static final RowMapper<Digest> DIGEST = (row, context) -> new Digest(
            new UserId(Columns.uuid(row, "user_id")),
            Columns.instant(row, "opened_at"),
            Columns.instant(row, "closes_at"));

    /** Accounts {@code u} that can be mailed. */
    private static final String RECIPIENTS = """
            SELECT u.id, u.email, s.setting_value AS preferences
            FROM users u
            LEFT JOIN user_settings s ON s.user_id = u.id AND s.setting_key = 'notifications'
            """;

    private static final String CAN_BE_MAILED = "u.status = 'active' AND u.is_email_verified";

    /**
     * The update changes nothing and locks the row: whoever closes it at this moment is waited for, and then it opens anew.
     */
    private static final Write COLLECT = Write.of("""
            WITH digest AS (
                INSERT INTO notification_digests (user_id, opened_at, closes_at)
                VALUES (:person, :openedAt, :closesAt)
                ON CONFLICT (user_id) DO UPDATE SET closes_at = notification_digests.closes_at
                RETURNING user_id)
            INSERT INTO notification_digest_items (user_id, notification_id)
            SELECT user_id, :id FROM digest
            ON CONFLICT (user_id, notification_id) DO NOTHING
            """);

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Handles handles;

    JdbiNotificationMailStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean hasWaiting() {
        return handles.read(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM notifications WHERE mail_waits)")
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<Waiting> claimWaiting() {
        return handles.write(handle -> handle.createQuery("""
                        SELECT * FROM notifications
                        WHERE mail_waits
                        ORDER BY priority_rank DESC, created_at, id
                        LIMIT 1
                        FOR NO KEY UPDATE SKIP LOCKED
                        """).map(WAITING).findOne());
    }

    @Override
    public List<Recipient> recipients(Notification notification, @Nullable UserId after, int limit) {
        UserId person = notification.userId();
        String sql = person != null
                ? RECIPIENTS + """
                        WHERE u.id = (SELECT n.user_id FROM notifications n WHERE n.id = :id AND n.status = 'unread')
                          AND u.id > :after AND\s""" + CAN_BE_MAILED + "\nLIMIT :limit"
                : RECIPIENTS + """
                        JOIN organization_members m ON m.user_id = u.id AND m.notifications_enabled
                        JOIN notifications n ON n.organization_id = m.organization_id AND n.created_at >= m.joined_at
                        WHERE n.id = :id AND m.user_id > :after AND\s""" + CAN_BE_MAILED + """

                          AND NOT EXISTS (
                              SELECT FROM notification_receipts r WHERE r.notification_id = n.id AND r.user_id = u.id)
                        ORDER BY m.user_id
                        LIMIT :limit
                        """;
        return handles.read(handle -> handle.createQuery(sql)
                .bind("id", notification.id().value())
                .bind("after", after == null ? BEFORE_ALL : after.value())
                .bind("limit", limit)
                .map(RECIPIENT)
                .list());
    }

    @Override
    public void decided(NotificationId id, @Nullable UserId through) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE notifications SET mail_waits = :waits, mailed_through = :through WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("waits", through != null)
                .bind("through", through == null ? null : through.value())
                .execute());
    }

    @Override
    public void collect(Digest opening, NotificationId id) {
        handles.later(COLLECT.bind("person", opening.person().value())
                .bind("openedAt", opening.openedAt())
                .bind("closesAt", opening.closesAt())
                .bind("id", id.value()));
    }

    @Override
    public boolean hasClosing(Instant now) {
        return handles.read(
                handle -> handle.createQuery("SELECT EXISTS (SELECT FROM notification_digests WHERE closes_at <= :now)")
                        .bind("now", now)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public Optional<Digest> claimClosing(Instant now) {
        return handles.write(
                handle -> handle.createQuery("""
                        SELECT user_id, opened_at, closes_at FROM notification_digests
                        WHERE closes_at <= :now
                        ORDER BY closes_at
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).bind("now", now).map(DIGEST).findOne());
    }

    @Override
    public Optional<Recipient> recipient(UserId person) {
        return handles.read(handle -> handle.createQuery(RECIPIENTS + "WHERE u.id = :person AND " + CAN_BE_MAILED)
                .bind("person", person.value())
                .map(RECIPIENT)
                .findOne());
    }

    @Override
    public List<Notification> collected(UserId person, Instant now, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT n.*
                        FROM notification_digest_items i
                        JOIN notifications n ON n.id = i.notification_id
                        WHERE i.user_id = :person
                          AND (n.expires_at IS NULL OR n.expires_at > :now)
                          AND CASE WHEN n.user_id IS NULL
                              THEN EXISTS (SELECT FROM organization_members m
                                           WHERE m.organization_id = n.organization_id AND m.user_id = :person
                                             AND m.notifications_enabled AND n.created_at >= m.joined_at)
                                   AND NOT EXISTS (SELECT FROM notification_receipts r
                                                   WHERE r.notification_id = n.id AND r.user_id = :person)
                              ELSE n.user_id = :person AND n.status = 'unread' END
                        ORDER BY n.created_at, n.id
                        LIMIT :limit
                        """)
                .bind("person", person.value())
                .bind("now", now)
                .bind("limit", limit)
                .map(NotificationSql.NOTIFICATION)
                .list());
    }

    @Override
    public void told(UserId person, List<NotificationId> notifications) {
        handles.write(handle -> handle.createUpdate("""
                        DELETE FROM notification_digest_items
                        WHERE user_id = :person AND notification_id = ANY (:told)
                        """)
                .bind("person", person.value())
                .bind("told", notifications.stream().map(NotificationId::value).toArray(UUID[]::new))
                .execute());
    }

    @Override
    public void close(UserId person) {
        handles.write(handle -> handle.createUpdate("DELETE FROM notification_digests WHERE user_id = :person")
                .bind("person", person.value())
                .execute());
    }
}
