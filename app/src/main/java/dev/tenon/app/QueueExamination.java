package dev.tenon.app;

import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What waits to go out, what does not get out any more, and what does not add up. */
final class QueueExamination {

    private static final Duration TOLERATED_MAIL_DELAY = Duration.ofMinutes(5);

    private static final int SECONDS_TO_COUNT = 30;

    /** As PostgreSQL says that a statement was given up (query_canceled). */
    private static final String CANCELED = "57014";

    private static final Duration TOLERATED_PROCESSING_DELAY = Duration.ofMinutes(30);

    private QueueExamination() {}

    /** What there is to say of a database; nothing of queues that it does not have yet. */
    static List<Finding> findings(Statement statement) throws SQLException {
        return Stream.of(
                        mailQueue(statement),
                        webhookQueue(statement),
                        payments(statement),
                        quotas(statement),
                        processing(statement))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> mailQueue(Statement statement) throws SQLException {
        if (!exists(statement, "email_queue")) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery("""
                SELECT count(*) FILTER (WHERE status <> 'dead' AND next_attempt_at <= now()) AS due,
                       count(*) FILTER (WHERE status = 'failed' AND next_attempt_at > now()) AS waiting,
                       count(*) FILTER (WHERE status = 'dead') AS dead,
                       extract(epoch FROM now() - min(next_attempt_at)
                           FILTER (WHERE status <> 'dead' AND next_attempt_at <= now())) AS oldest
                FROM email_queue
                WHERE status IN ('pending', 'sending', 'failed') OR status = 'dead'
                """)) {
            row.next();
            long dead = row.getLong("dead");
            Duration oldest = Duration.ofSeconds(row.getLong("oldest"));
            boolean late = oldest.compareTo(TOLERATED_MAIL_DELAY) > 0;
            String since = row.getLong("due") == 0 ? "" : ", the oldest for " + oldest.toSeconds() + " s";
            return Optional.of(new Finding(
                    "mail queue",
                    late || dead > 0 ? Health.WARNING : Health.OK,
                    row.getLong("due") + " due" + since + ", " + row.getLong("waiting") + " waiting for another try, "
                            + dead + " given up",
                    "",
                    late
                            ? "See whether a server runs, and why mails fail: tenon emails list --status failed"
                            : dead > 0 ? "Look at them, and try them again: tenon emails list --status dead" : ""));
        }
    }

    private static Optional<Finding> webhookQueue(Statement statement) throws SQLException {
        if (!exists(statement, "webhook_deliveries")) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery("""
                SELECT (SELECT count(*) FROM webhook_endpoints WHERE disabled_reason IN ('failing', 'gone')) AS disabled,
                       (SELECT count(*) FROM (
                            SELECT FROM webhook_deliveries WHERE status = 'dead' LIMIT 100000) AS given_up) AS dead
                """)) {
            row.next();
            long disabled = row.getLong("disabled");
            long dead = row.getLong("dead");
            return Optional.of(new Finding(
                    "webhook queue",
                    disabled + dead > 0 ? Health.WARNING : Health.OK,
                    disabled + " disabled because nothing arrives, " + dead + " events given up",
                    "",
                    disabled + dead > 0
                            ? "See which, and why: tenon webhooks list, tenon webhooks deliveries ID --status dead"
                            : ""));
        }
    }

    private static Optional<Finding> payments(Statement statement) throws SQLException {
        if (!exists(statement, "payment_events")) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery("""
                SELECT count(*) AS open, count(*) FILTER (WHERE next_check_at IS NULL) AS stuck,
                       (array_agg(id ORDER BY id) FILTER (WHERE next_check_at IS NULL))[1] AS first
                FROM (SELECT id, next_check_at
                      FROM billing_attempts
                      WHERE outcome IN ('pending', 'needs_action', 'unknown')
                      LIMIT 100000) AS unresolved
                """)) {
            row.next();
            long stuck = row.getLong("stuck");
            return Optional.of(new Finding(
                    "payments",
                    stuck > 0 ? Health.WARNING : Health.OK,
                    row.getLong("open") + " open, of these " + stuck + " whose gateway never answered",
                    "",
                    stuck > 0
                            ? "Look with the gateway what became of them, and say so: tenon payments settle "
                                    + row.getString("first")
                            : ""));
        }
    }

    private static Optional<Finding> quotas(Statement statement) throws SQLException {
        if (!exists(statement, "storage_quota_drift")) {
            return Optional.empty();
        }
        statement.setQueryTimeout(SECONDS_TO_COUNT);
        try (ResultSet row = statement.executeQuery("""
                SELECT coalesce(organization_id, user_id) AS owner, used_storage, stored_storage,
                       used_documents, stored_documents, reserved_storage, held_storage, count(*) OVER () AS all_of_them
                FROM storage_quota_drift
                ORDER BY id
                LIMIT 1
                """)) {
            return Optional.of(row.next() ? drifted(row) : new Finding("quotas", Health.OK, "as is stored", "", ""));
        } catch (SQLException failed) {
            if (!CANCELED.equals(failed.getSQLState())) {
                throw failed;
            }
            return Optional.of(new Finding(
                    "quotas",
                    Health.WARNING,
                    "not compared with what is stored within " + SECONDS_TO_COUNT + " s",
                    "",
                    "Compare them when less is going on: tenon quota check"));
        } finally {
            statement.setQueryTimeout(0);
        }
    }

    private static Finding drifted(ResultSet row) throws SQLException {
        return new Finding(
                "quotas",
                Health.BROKEN,
                "%d differ from what is stored; %s has %d bytes used and %d stored, %d documents used and %d stored, %d bytes reserved and %d held"
                        .formatted(
                                row.getLong("all_of_them"),
                                row.getString("owner"),
                                row.getLong("used_storage"),
                                row.getLong("stored_storage"),
                                row.getLong("used_documents"),
                                row.getLong("stored_documents"),
                                row.getLong("reserved_storage"),
                                row.getLong("held_storage")),
                "",
                "Look at all of them, and put them right: tenon quota check, tenon quota repair");
    }

    private static Optional<Finding> processing(Statement statement) throws SQLException {
        if (!exists(statement, "document_processing")) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery("""
                SELECT count(*) FILTER (WHERE status = 'pending' AND next_attempt_at <= now()) AS due,
                       count(*) FILTER (WHERE status = 'pending' AND next_attempt_at > now()) AS waiting,
                       count(*) FILTER (WHERE status = 'failed') AS failed,
                       extract(epoch FROM now() - min(next_attempt_at)
                           FILTER (WHERE status = 'pending' AND next_attempt_at <= now())) AS oldest
                FROM (SELECT status, next_attempt_at FROM document_processing LIMIT 100000) AS looked_at
                """)) {
            row.next();
            Duration oldest = Duration.ofSeconds(row.getLong("oldest"));
            boolean late = oldest.compareTo(TOLERATED_PROCESSING_DELAY) > 0;
            String since = row.getLong("due") == 0 ? "" : ", the oldest for " + oldest.toSeconds() + " s";
            return Optional.of(new Finding(
                    "processing queue",
                    late ? Health.WARNING : Health.OK,
                    row.getLong("due") + " documents to read" + since + ", " + row.getLong("waiting")
                            + " waiting for another try, " + row.getLong("failed") + " that cannot be read",
                    "",
                    late ? "See whether a server runs, and let more be read at once: TENON_PROCESSING_WORKERS" : ""));
        }
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT to_regclass('" + table + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
