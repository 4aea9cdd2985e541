package dev.tenon.jdbi.support;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketReport.OpenByAge;
import dev.tenon.ports.support.TicketReport.Row;
import dev.tenon.ports.support.TicketReport.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The figures of support, in one statement. */
final class TicketReportSql {

    /**
     * Each thing that is counted reads the rows of its own time by an index, and no others; then all are grouped at once, by priority and
     * together. What is of no use to a figure is NULL there, which neither counts nor has a percentile.
     */
    static final String REPORT = """
            WITH counted AS (
                SELECT t.priority, 'opened' AS what, NULL::bigint AS seconds, NULL::timestamptz AS since
                FROM support_tickets t
                WHERE t.created_at >= :from AND t.created_at < :to
                UNION ALL
                SELECT t.priority, 'responded', floor(extract(epoch FROM t.first_response_at - t.created_at))::bigint, NULL
                FROM support_tickets t
                WHERE t.first_response_at >= :from AND t.first_response_at < :to
                UNION ALL
                SELECT t.priority, u.turn, floor(extract(epoch FROM u.turned_at - t.created_at))::bigint, NULL
                FROM support_ticket_turns u
                JOIN support_tickets t ON t.id = u.ticket_id
                WHERE u.turned_at >= :from AND u.turned_at < :to
                UNION ALL
                SELECT t.priority, 'open', NULL, t.created_at
                FROM support_tickets t
                WHERE t.status IN ('open', 'in progress')
                UNION ALL
                SELECT p.priority, 'nothing', NULL, NULL FROM (VALUES ('low'), ('medium'), ('high')) AS p (priority))
            SELECT priority,
                   count(*) FILTER (WHERE what = 'opened') AS opened,
                   count(*) FILTER (WHERE what = 'resolved') AS resolved,
                   count(*) FILTER (WHERE what = 'reopened') AS reopened,
                   count(*) FILTER (WHERE since > :now - INTERVAL '1 day') AS open_1,
                   count(*) FILTER (WHERE since > :now - INTERVAL '3 days' AND since <= :now - INTERVAL '1 day') AS open_3,
                   count(*) FILTER (WHERE since > :now - INTERVAL '7 days' AND since <= :now - INTERVAL '3 days') AS open_7,
                   count(*) FILTER (WHERE since > :now - INTERVAL '30 days' AND since <= :now - INTERVAL '7 days') AS open_30,
                   count(*) FILTER (WHERE since <= :now - INTERVAL '30 days') AS open_older,
                   count(*) FILTER (WHERE what = 'responded') AS responded,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE what = 'responded') AS responded_50,
                   percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE what = 'responded') AS responded_90,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE what = 'resolved') AS resolved_50,
                   percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE what = 'resolved') AS resolved_90
            FROM counted
            GROUP BY GROUPING SETS ((priority), ())
            ORDER BY array_position(ARRAY['low', 'medium', 'high'], priority::text) NULLS LAST
            """;

    static final RowMapper<Row> ROW = (row, context) -> new Row(
            priority(row.getString("priority")),
            row.getLong("opened"),
            row.getLong("resolved"),
            row.getLong("reopened"),
            new OpenByAge(
                    row.getLong("open_1"),
                    row.getLong("open_3"),
                    row.getLong("open_7"),
                    row.getLong("open_30"),
                    row.getLong("open_older")),
            times(row, "responded"),
            times(row, "resolved"));

    private TicketReportSql() {}

    private static @Nullable TicketPriority priority(@Nullable String word) {
        return word == null ? null : TicketPriority.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Times times(ResultSet row, String what) throws SQLException {
        return new Times(row.getLong(what), seconds(row, what + "_50"), seconds(row, what + "_90"));
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        Long seconds = Columns.longOrNull(row, column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
