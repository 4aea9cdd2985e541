package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.spi.NotificationStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code notifications} and {@code notification_receipts}. */
final class JdbiNotificationStore implements NotificationStore {

    private static final String NEWEST_FIRST = "n.created_at DESC, n.id DESC";
    private static final String HIGHEST_FIRST = "n.priority_rank DESC, " + NEWEST_FIRST;

    private static final RowMapper<Sent> SENT =
            (row, context) -> new Sent(row.getInt("sent"), Columns.instantOrNull(row, "oldest"));

    private static final Write INSERT = Write.of("""
            INSERT INTO notifications
                (id, user_id, organization_id, message, type, topic, channel, action_url, priority, status, expires_at,
                 created_at, mail_waits, sent_by_organization, occasion)
            VALUES (:id, :userId, :organizationId, :message, :type, :topic, :channel, :actionUrl, :priority, :status,
                    :expiresAt, :createdAt, :mailWaits, :isSent, :occasion)
            """);

    private final Handles handles;

    JdbiNotificationStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Notification notification) {
        insert(notification, false, null);
    }

    @Override
    public void insertSent(Notification notification) {
        insert(notification, true, null);
    }

    @Override
    public void insertOn(String occasion, Notification notification) {
        insert(notification, false, occasion);
    }

    @Override
    public void withdraw(String occasion) {
        handles.<Integer>write(handle -> handle.createUpdate("DELETE FROM notifications WHERE occasion = :occasion")
                .bind("occasion", occasion)
                .execute());
    }

    private void insert(Notification notification, boolean isSent, @Nullable String occasion) {
        handles.later(INSERT.bind("id", notification.id().value())
                .bind("userId", uuid(notification.userId()))
                .bind("organizationId", uuid(notification.organizationId()))
                .bind("message", notification.message())
                .bind("type", Columns.word(notification.type()))
                .bind("topic", notification.topic().value())
                .bind("channel", notification.channel().channelName())
                .bind(
                        "actionUrl",
                        notification.actionUrl() == null
                                ? null
                                : notification.actionUrl().toString())
                .bind("priority", Columns.word(notification.priority()))
                .bind("status", Columns.word(notification.status()))
                .bind("expiresAt", notification.expiresAt())
                .bind("createdAt", notification.createdAt())
                .bind("mailWaits", notification.channel().isByMail())
                .bind("isSent", isSent)
                .bind("occasion", occasion));
    }

    private static @Nullable UUID uuid(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    @Override
    public Optional<Notification> find(Reader reader, NotificationId id) {
        NotificationSql sql = NotificationSql.seenBy(reader).where("n.id = :id", "id", id.value());
        return handles.read(handle -> sql.bind(handle.createQuery(sql.select(NEWEST_FIRST, 1)))
                .map(NotificationSql.NOTIFICATION)
                .findOne());
    }

    @Override
    public Page<Notification> list(Reader reader, NotificationFilter filter, PageRequest page) {
        NotificationSql sql = NotificationSql.seenBy(reader);
        if (filter.status() != null) {
            sql.withStatus(filter.status());
        }
        if (filter.type() != null) {
            sql.where("n.type = :type", "type", Columns.word(filter.type()));
        }
        if (filter.organizationId() != null) {
            sql.of(filter.organizationId());
        }
        page.start().ifPresent(start -> goOnAfter(sql, start, filter.byPriority()));
        String order = filter.byPriority() ? HIGHEST_FIRST : NEWEST_FIRST;
        List<Notification> found = handles.read(handle -> sql.bind(handle.createQuery(sql.select(order, planned(page))))
                .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                .setMaxRows(page.rows())
                .map(NotificationSql.NOTIFICATION)
                .list());
        return Page.cut(found, page, filter.byPriority() ? Notification::positionByPriority : Notification::position);
    }

    private static void goOnAfter(NotificationSql sql, Position start, boolean byPriority) {
        sql.where(
                        byPriority
                                ? "(n.priority_rank, n.created_at, n.id) < (:afterRank, :afterTime, :afterId)"
                                : "(n.created_at, n.id) < (:afterTime, :afterId)",
                        "afterTime",
                        start.time())
                .with("afterId", start.id());
        if (byPriority) {
            sql.with("afterRank", start.rank());
        }
    }

    /** Few sizes, so that few statements are kept prepared. */
    private static int planned(PageRequest page) {
        return page.limit() <= PageRequest.DEFAULT_LIMIT
                ? PageRequest.DEFAULT_LIMIT + 1
                : PageRequest.HIGHEST_LIMIT + 1;
    }

    @Override
    public int countUnread(Reader reader, int most) {
        NotificationSql sql = NotificationSql.seenBy(reader).withStatus(NotificationStatus.UNREAD);
        return handles.read(handle -> sql.bind(handle.createQuery(sql.count(most)))
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void mark(Reader reader, NotificationId id, NotificationStatus status) {
        NotificationSql sql = NotificationSql.seenBy(reader).where("n.id = :id", "id", id.value());
        String receipt = status == NotificationStatus.READ ? """
                INSERT INTO notification_receipts (notification_id, user_id, read_at)
                SELECT f.id, :person, :now FROM found f
                ON CONFLICT (notification_id, user_id) DO NOTHING
                """ : """
                DELETE FROM notification_receipts
                WHERE user_id = :person AND notification_id IN (SELECT f.id FROM found f)
                """;
        handles.write(handle -> sql.bind(handle.createUpdate("WITH own AS (UPDATE notifications SET status = :status"
                        + "\nWHERE status <> :status AND id IN (" + sql.idsOfPerson(1) + ")),\nfound AS ("
                        + sql.idsOfMembers(1) + ")\n" + receipt))
                .bind("status", Columns.word(status))
                .execute());
    }

    @Override
    public int markAllRead(Reader reader, int most) {
        NotificationSql sql = NotificationSql.seenBy(reader).withStatus(NotificationStatus.UNREAD);
        return handles.write(
                handle -> sql.bind(handle.createQuery("WITH own AS (UPDATE notifications SET status = 'read'"
                                + "\nWHERE status = 'unread' AND id = ANY (ARRAY(" + sql.idsOfPerson(most)
                                + "))\nRETURNING 1),\nfound AS (" + sql.idsOfMembers(most) + """
                        ),
                        received AS (
                            INSERT INTO notification_receipts (notification_id, user_id, read_at)
                            SELECT f.id, :person, :now FROM found f
                            ON CONFLICT (notification_id, user_id) DO NOTHING
                            RETURNING 1)
                        SELECT (SELECT count(*) FROM own) + (SELECT count(*) FROM received)
                        """))
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public Sent sentSince(OrganizationId organization, Instant since) {
        handles.write(handle -> handle.createQuery("SELECT 1 FROM organizations WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", organization.value())
                .mapTo(Integer.class)
                .findOne());
        return handles.write(handle -> handle.createQuery("""
                        SELECT count(*) AS sent, min(created_at) AS oldest
                        FROM notifications
                        WHERE sent_by_organization AND organization_id = :id AND created_at > :since
                        """)
                .bind("id", organization.value())
                .bind("since", since)
                .map(SENT)
                .one());
    }

    @Override
    public int deleteOver(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM notifications WHERE id = ANY (ARRAY(
                            SELECT id FROM notifications
                            WHERE coalesce(expires_at, created_at) < :before
                            ORDER BY coalesce(expires_at, created_at)
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
