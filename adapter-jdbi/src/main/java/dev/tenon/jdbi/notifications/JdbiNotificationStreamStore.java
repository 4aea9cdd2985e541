package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Column {@code notifications.stream_position} and table {@code notification_stream}. */
final class JdbiNotificationStreamStore implements NotificationStreamStore {

    private static final RowMapper<Streamed> STREAMED = (row, context) ->
            new Streamed(row.getLong("stream_position"), NotificationSql.NOTIFICATION.map(row, context));

    private static final RowMapper<Placed> PLACED = (row, context) -> new Placed(
            row.getLong("stream_position"),
            Columns.idOrNull(row, "user_id", UserId::new),
            Columns.idOrNull(row, "organization_id", OrganizationId::new));

    private final Handles handles;

    JdbiNotificationStreamStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean hasUnplaced() {
        return handles.read(
                handle -> handle.createQuery("SELECT EXISTS (SELECT FROM notifications WHERE stream_position IS NULL)")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public int place(int limit) {
        Optional<Long> last = handles.write(
                handle -> handle.createQuery("SELECT last_position FROM notification_stream FOR UPDATE SKIP LOCKED")
                        .mapTo(Long.class)
                        .findOne());
        if (last.isEmpty()) {
            return 0;
        }
        // Nobody waits behind a row that is being mailed: it gets its place a moment later.
        // A statement of its own: it sees what was committed before the lock was had.
        return handles.write(handle -> handle.createQuery("""
                        WITH unplaced AS (
                            SELECT id, row_number() OVER (ORDER BY created_at, id) AS place
                            FROM (SELECT id, created_at FROM notifications
                                  WHERE stream_position IS NULL
                                  ORDER BY created_at, id
                                  LIMIT :limit
                                  FOR NO KEY UPDATE SKIP LOCKED) AS oldest),
                        placed AS (
                            UPDATE notifications n SET stream_position = :last + u.place
                            FROM unplaced u
                            WHERE n.id = u.id
                            RETURNING 1),
                        ended AS (
                            UPDATE notification_stream SET last_position = :last + (SELECT max(place) FROM unplaced)
                            WHERE EXISTS (SELECT FROM unplaced))
                        SELECT count(*) FROM placed
                        """)
                .bind("limit", limit)
                .bind("last", last.get())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public long lastPosition() {
        return handles.read(handle -> handle.createQuery("SELECT last_position FROM notification_stream")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<Placed> placedAfter(long position, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT stream_position, user_id, organization_id FROM notifications
                        WHERE stream_position > :position
                        ORDER BY stream_position
                        LIMIT :limit
                        """)
                .bind("position", position)
                .bind("limit", limit)
                .map(PLACED)
                .list());
    }

    @Override
    public List<Streamed> after(Reader reader, long position, int limit) {
        NotificationSql sql = NotificationSql.seenBy(reader)
                .where("n.stream_position > :position", "position", position)
                .inStream();
        return handles.read(handle -> sql.bind(handle.createQuery(sql.select("n.stream_position", limit)))
                .map(STREAMED)
                .list());
    }

    @Override
    public Set<OrganizationId> audiencesOf(UserId person) {
        return Set.copyOf(handles.read(handle -> handle.createQuery("""
                        SELECT organization_id FROM organization_members
                        WHERE user_id = :person AND notifications_enabled
                        """)
                .bind("person", person.value())
                .mapTo(UUID.class)
                .map(OrganizationId::new)
                .list()));
    }
}
