package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What one reader sees, in two parts that an index serves each: what is for the person, and, for each membership, what is for the
 * members. Conditions are put together from fixed fragments; values are always bound.
 */
final class NotificationSql {

    static final RowMapper<Notification> NOTIFICATION = (row, context) -> {
        @Nullable String action = row.getString("action_url");
        return new Notification(
                new NotificationId(Columns.uuid(row, "id")),
                Columns.idOrNull(row, "user_id", UserId::new),
                Columns.idOrNull(row, "organization_id", OrganizationId::new),
                Columns.constant(row, "type", NotificationType.class),
                new NotificationTopic(Columns.text(row, "topic")),
                Columns.text(row, "message"),
                action == null ? null : URI.create(action),
                Columns.constant(row, "priority", NotificationPriority.class),
                channel(Columns.text(row, "channel")),
                Columns.constant(row, "status", NotificationStatus.class),
                Columns.instantOrNull(row, "expires_at"),
                Columns.instant(row, "created_at"));
    };

    /** But for the status, which differs. */
    private static final String COLUMNS = """
            n.id, n.user_id, n.organization_id, n.type, n.topic, n.message, n.action_url, n.priority, n.priority_rank,
            n.channel, n.expires_at, n.created_at, n.stream_position, n.status AS own_status""";

    private static final String SINCE_JOINED = "n.created_at >= m.joined_at";

    private static final String RECEIPT =
            "SELECT FROM notification_receipts r WHERE r.notification_id = n.id AND r.user_id = :person";

    private final List<String> conditions = new ArrayList<>();
    private final List<String> ofPerson = new ArrayList<>();
    private final List<String> ofMembers = new ArrayList<>();
    private final List<String> memberships = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private NotificationSql() {}

    /** What this reader sees. */
    static NotificationSql seenBy(Reader reader) {
        NotificationSql sql = new NotificationSql();
        sql.values.put("person", reader.person().value());
        sql.where("n.channel <> 'email'");
        sql.where("(n.expires_at IS NULL OR n.expires_at > :now)");
        sql.values.put("now", reader.now());
        sql.ofPerson.add("n.user_id = :person");
        sql.ofMembers.add("n.user_id IS NULL AND n.organization_id = m.organization_id AND " + SINCE_JOINED);
        sql.memberships.add("m.user_id = :person AND m.notifications_enabled");
        sql.notBlocked(reader.blocked());
        return sql;
    }

    private void notBlocked(Blocked blocked) {
        if (blocked.everything()) {
            where("n.topic = 'security'");
            return;
        }
        List<String> wanted = new ArrayList<>();
        if (!blocked.types().isEmpty()) {
            wanted.add("n.type <> ALL (:blockedTypes)");
            values.put(
                    "blockedTypes", blocked.types().stream().map(Columns::word).toArray(String[]::new));
        }
        if (!blocked.topics().isEmpty()) {
            wanted.add("n.topic <> ALL (:blockedTopics)");
            values.put(
                    "blockedTopics",
                    blocked.topics().stream().map(NotificationTopic::value).toArray(String[]::new));
        }
        if (!wanted.isEmpty()) {
            where("(n.topic = 'security' OR (" + String.join(" AND ", wanted) + "))");
        }
    }

    /** A further condition on the notification {@code n}. */
    NotificationSql where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** The same with a value. */
    NotificationSql where(String condition, String name, Object value) {
        values.put(name, value);
        return where(condition);
    }

    /** A value that a condition names. */
    NotificationSql with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Those of this organization alone. */
    NotificationSql of(OrganizationId organization) {
        memberships.add("m.organization_id = :organization");
        return where("n.organization_id = :organization", "organization", organization.value());
    }

    /** Those that the reader has read, or has not. */
    NotificationSql withStatus(NotificationStatus status) {
        boolean isUnread = status == NotificationStatus.UNREAD;
        // Spelled out, for the partial index of what is unread.
        ofPerson.add(isUnread ? "n.status = 'unread'" : "n.status = 'read'");
        ofMembers.add((isUnread ? "NOT " : "") + "EXISTS (" + RECEIPT + ")");
        return this;
    }

    /** The same order for who goes on in the stream: by its own index, whatever is known of when somebody joined. */
    NotificationSql inStream() {
        ofMembers.set(0, ofMembers.get(0).replace(SINCE_JOINED, "(" + SINCE_JOINED + ") IS TRUE"));
        return this;
    }

    /** All of it, in this order of columns of {@code n}, cut off after {@code limit}. */
    String select(String order, int limit) {
        String end = "\nORDER BY " + order + "\nLIMIT " + limit;
        // Whether members have read theirs is asked of those that are left, one by one.
        return "SELECT n.*, CASE WHEN n.user_id IS NOT NULL THEN n.own_status WHEN EXISTS (" + RECEIPT
                + ") THEN 'read' ELSE 'unread' END AS status\nFROM (SELECT n.* FROM ((SELECT " + COLUMNS
                + "\nFROM notifications n\nWHERE " + all(ofPerson) + end
                + ")\nUNION ALL\n(SELECT n.*\nFROM organization_members m\nCROSS JOIN LATERAL (SELECT " + COLUMNS
                + "\nFROM notifications n\nWHERE " + all(ofMembers) + end + ") n\nWHERE "
                + String.join(" AND ", memberships) + ")) n" + end + ") n\nORDER BY " + order;
    }

    /** How many there are, counted to {@code most}: along the index of the list, so that no more are looked at. */
    String count(int most) {
        String newest = "\nORDER BY n.created_at DESC, n.id DESC";
        String end = "\nLIMIT " + most;
        return "SELECT count(*) FROM ((SELECT 1 FROM notifications n WHERE " + all(ofPerson) + newest + end
                + ")\nUNION ALL\n(SELECT 1 FROM organization_members m CROSS JOIN LATERAL (SELECT 1 FROM notifications n\nWHERE "
                + all(ofMembers) + newest + end + ") n\nWHERE " + String.join(" AND ", memberships) + end + ")" + end
                + ") counted";
    }

    /** The ids of those for the person. */
    String idsOfPerson(int limit) {
        return "SELECT n.id FROM notifications n WHERE " + all(ofPerson) + "\nLIMIT " + limit;
    }

    /** The ids of those for the members of an organization. */
    String idsOfMembers(int limit) {
        return "SELECT n.id FROM organization_members m JOIN notifications n ON " + all(ofMembers) + "\nWHERE "
                + String.join(" AND ", memberships) + "\nLIMIT " + limit;
    }

    private String all(List<String> own) {
        List<String> both = new ArrayList<>(own);
        both.addAll(conditions);
        return String.join("\n  AND ", both);
    }

    /** Says all values. */
    <S extends SqlStatement<S>> S bind(S statement) {
        values.forEach(statement::bind);
        return statement;
    }

    private static NotificationChannel channel(String word) throws SQLException {
        for (NotificationChannel channel : NotificationChannel.values()) {
            if (channel.channelName().equals(word)) {
                return channel;
            }
        }
        throw new SQLException("There is no channel " + word);
    }
}
