package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code audit_logs}, {@code audit_chain_heads}. */
final class JdbiAuditStore implements AuditStore {

    private static final int MONTHS_AHEAD = 3;

    private static final RowMapper<Head> HEAD =
            (row, context) -> new Head(Columns.text(row, "chain"), row.getLong("sequence"), Columns.text(row, "hash"));

    private static final RowMapper<AuditRow> ROW = (row, context) -> {
        @Nullable UUID userId = Columns.uuidOrNull(row, "user_id");
        return new AuditRow(
                new AuditId(Columns.uuid(row, "id")),
                userId == null ? null : new UserId(userId),
                Columns.text(row, "actor_label"),
                new AuditEntry(
                        Columns.text(row, "action"),
                        Columns.text(row, "table_name"),
                        row.getString("record_id"),
                        details(row)),
                row.getString("ip_address"),
                Columns.text(row, "request_id"),
                Columns.text(row, "chain"),
                row.getLong("sequence"),
                Columns.text(row, "previous_hash"),
                Columns.text(row, "hash"),
                Columns.instant(row, "created_at"));
    };

    private static final String SELECT = """
            SELECT a.id, a.user_id, a.actor_label, a.action, a.table_name, a.record_id, a.ip_address, a.request_id,
                   a.chain, a.sequence, a.previous_hash, a.hash, a.created_at,
                   ARRAY(SELECT d.key FROM jsonb_each_text(a.details) AS d) AS detail_names,
                   ARRAY(SELECT d.value FROM jsonb_each_text(a.details) AS d) AS detail_values
            FROM audit_logs a
            """;

    private final Handles handles;

    JdbiAuditStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Head lockHead(String chain) {
        return handles.write(handle -> lock(handle, chain).orElseGet(() -> {
            handle.createUpdate("""
                            INSERT INTO audit_chain_heads (chain, sequence, hash)
                            VALUES (:chain, 0, repeat('0', 64))
                            ON CONFLICT (chain) DO NOTHING
                            """).bind("chain", chain).execute();
            return lock(handle, chain).orElseThrow();
        }));
    }

    @Override
    public void append(List<AuditRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        AuditRow last = rows.get(rows.size() - 1);
        Details details = new Details(rows);
        int moved = handles.write(handle -> handle.createUpdate("""
                        WITH appended AS (
                            INSERT INTO audit_logs
                                (id, user_id, actor_label, action, table_name, record_id, details, organization_id,
                                 ip_address, request_id, chain, sequence, previous_hash, hash, created_at)
                            SELECT r.id, r.user_id, r.actor_label, r.action, r.table_name, r.record_id,
                                   (SELECT coalesce(jsonb_object_agg(d.name, d.value), '{}')
                                    FROM unnest(:detailRows, :detailNames, :detailValues) AS d (row, name, value)
                                    WHERE d.row = r.row),
                                   :organizationId, r.ip_address, r.request_id, :chain, r.sequence, r.previous_hash,
                                   r.hash, r.created_at::timestamptz
                            FROM unnest(:ids, :userIds, :actorLabels, :actions, :tables, :recordIds, :ipAddresses,
                                        :requestIds, :sequences, :previousHashes, :hashes, :createdAts)
                                WITH ORDINALITY AS r (id, user_id, actor_label, action, table_name, record_id,
                                                      ip_address, request_id, sequence, previous_hash, hash,
                                                      created_at, row))
                        UPDATE audit_chain_heads
                        SET sequence = :lastSequence, hash = :lastHash
                        WHERE chain = :chain AND sequence = :lastSequence - :count
                        """)
                .bindArray("ids", UUID.class, each(rows, row -> row.id().value()))
                .bindArray(
                        "userIds",
                        UUID.class,
                        each(
                                rows,
                                row -> row.userId() == null
                                        ? null
                                        : row.userId().value()))
                .bindArray("actorLabels", String.class, each(rows, AuditRow::actorLabel))
                .bindArray(
                        "actions", String.class, each(rows, row -> row.entry().action()))
                .bindArray("tables", String.class, each(rows, row -> row.entry().table()))
                .bindArray(
                        "recordIds", String.class, each(rows, row -> row.entry().recordId()))
                .bindArray("ipAddresses", String.class, each(rows, AuditRow::ipAddress))
                .bindArray("requestIds", String.class, each(rows, AuditRow::requestId))
                .bindArray("sequences", Long.class, each(rows, AuditRow::sequence))
                .bindArray("previousHashes", String.class, each(rows, AuditRow::previousHash))
                .bindArray("hashes", String.class, each(rows, AuditRow::hash))
                .bindArray(
                        "createdAts",
                        String.class,
                        each(rows, row -> row.createdAt().toString()))
                .bindArray("detailRows", Long.class, details.rows)
                .bindArray("detailNames", String.class, details.names)
                .bindArray("detailValues", String.class, details.values)
                .bind("organizationId", organization(last.chain()))
                .bind("chain", last.chain())
                .bind("lastSequence", last.sequence())
                .bind("lastHash", last.hash())
                .bind("count", rows.size())
                .execute());
        if (moved != 1) {
            throw new IllegalStateException("The rows do not follow the head of chain " + last.chain());
        }
    }

    @Override
    public List<Head> heads() {
        return handles.read(
                handle -> handle.createQuery("SELECT chain, sequence, hash FROM audit_chain_heads ORDER BY chain")
                        .map(HEAD)
                        .list());
    }

    @Override
    public List<AuditRow> read(String chain, long afterSequence, int limit) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.chain = :chain AND a.sequence > :afterSequence
                        ORDER BY a.sequence
                        LIMIT :limit
                        """)
                .bind("chain", chain)
                .bind("afterSequence", afterSequence)
                .bind("limit", limit)
                .map(ROW)
                .list());
    }

    @Override
    public Page<AuditRow> list(AuditFilter filter, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .filter(
                        "a.user_id = :userId",
                        "userId",
                        filter.userId() == null ? null : filter.userId().value())
                .filter("a.action = :action", "action", filter.action())
                .filter("a.table_name = :table", "table", filter.table())
                .filter("a.record_id = :recordId", "recordId", filter.recordId())
                .filter("a.created_at >= :from", "from", filter.from())
                .filter("a.created_at < :to", "to", filter.to());
        return handles.read(handle -> listing.newestFirst(handle, "a.created_at", "a.id", ROW, AuditRow::position));
    }

    @Override
    public int ensurePartitions(Instant now) {
        return handles.write(handle -> handle.createQuery("SELECT tenon_ensure_partitions(:months, :now) AS made")
                .bind("months", MONTHS_AHEAD)
                .bind("now", now)
                .map((row, context) -> row.getInt("made"))
                .one());
    }

    private Optional<Head> lock(Handle handle, String chain) {
        return handle.createQuery("""
                        SELECT chain, sequence, hash,
                               set_config('synchronous_commit',
                                          coalesce(:durability, current_setting('synchronous_commit')), TRUE)
                        FROM audit_chain_heads
                        WHERE chain = :chain
                        FOR UPDATE
                        """)
                .bind("durability", handles.durabilityUnderLock(handle).orElse(null))
                .bind("chain", chain)
                .map(HEAD)
                .findOne();
    }

    /** A chain is named after its organization; {@code null} for the one of everything else. */
    private static @Nullable UUID organization(String chain) {
        return OrganizationId.parse(chain).map(OrganizationId::value).orElse(null);
    }

    private static Map<String, String> details(ResultSet row) throws SQLException {
        List<String> names = Columns.texts(row, "detail_names");
        List<String> values = Columns.texts(row, "detail_values");
        Map<String, String> details = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            details.put(names.get(index), values.get(index));
        }
        return details;
    }

    private static <T extends @Nullable Object> List<T> each(List<AuditRow> rows, Function<AuditRow, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    /** The details of all rows, one below the other, each with the number of its row, from 1. */
    private static final class Details {

        private final List<Long> rows = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        Details(List<AuditRow> all) {
            for (int index = 0; index < all.size(); index++) {
                long row = index + 1L;
                all.get(index).entry().details().forEach((name, value) -> {
                    rows.add(row);
                    names.add(name);
                    values.add(value);
                });
            }
        }
    }
}
