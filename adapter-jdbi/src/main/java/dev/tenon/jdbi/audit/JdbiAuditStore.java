package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code audit_logs}, {@code audit_chain_heads}, {@code audit_chain_cuts}. */
final class JdbiAuditStore implements AuditStore {

    private static final int MONTHS_AHEAD = 3;

    private static final RowMapper<Head> HEAD =
            (row, context) -> new Head(Columns.text(row, "chain"), row.getLong("sequence"), Columns.text(row, "hash"));

    private static final RowMapper<Cut> CUT = (row, context) -> new Cut(
            Columns.text(row, "chain"),
            row.getLong("sequence"),
            Columns.text(row, "hash"),
            Columns.texts(row, "left_behind"));

    /** The chains that rows name, one step along the index each, however long they are. */
    private static final String CHAINS = """
            WITH RECURSIVE chains (chain) AS (
                (SELECT a.chain FROM audit_logs a ORDER BY a.chain LIMIT 1)
                UNION ALL
                SELECT (SELECT a.chain FROM audit_logs a WHERE a.chain > c.chain ORDER BY a.chain LIMIT 1)
                FROM chains c
                WHERE c.chain IS NOT NULL)
            """;

    private static final RowMapper<AuditRow> ROW = (row, context) -> {
        return new AuditRow(
                new AuditId(Columns.uuid(row, "id")),
                Columns.idOrNull(row, "user_id", UserId::new),
                Columns.idOrNull(row, "impersonator_id", UserId::new),
                Columns.text(row, "actor_label"),
                new AuditEntry(
                        Columns.text(row, "action"),
                        Columns.text(row, "table_name"),
                        row.getString("record_id"),
                        details(row),
                        changes(row),
                        Columns.idOrNull(row, "organization_id", OrganizationId::new)),
                row.getString("ip_address"),
                Columns.text(row, "request_id"),
                Columns.text(row, "chain"),
                row.getLong("sequence"),
                Columns.text(row, "previous_hash"),
                Columns.text(row, "hash"),
                Columns.instant(row, "created_at"));
    };

    private static final String SELECT = """
            SELECT a.id, a.user_id, a.impersonator_id, a.actor_label, a.action, a.table_name, a.record_id,
                   a.organization_id, a.ip_address, a.request_id, a.chain, a.sequence, a.previous_hash, a.hash, a.created_at,
                   ARRAY(SELECT d.key FROM jsonb_each_text(a.details) AS d) AS detail_names,
                   ARRAY(SELECT d.value FROM jsonb_each_text(a.details) AS d) AS detail_values,
                   ARRAY(SELECT c.key FROM jsonb_each(a.changes) AS c) AS changed_names,
                   ARRAY(SELECT c.value ->> 0 FROM jsonb_each(a.changes) AS c) AS changed_before,
                   ARRAY(SELECT c.value ->> 1 FROM jsonb_each(a.changes) AS c) AS changed_after
            FROM audit_logs a
            """;

    /**
     * One statement: it locks the head, or begins the chain, and sees the head as whoever held it left it. The hash is made
     * here, so that no message travels while the head is held.
     */
    private static final Write APPEND = Write.of("""
            WITH head AS (
                INSERT INTO audit_chain_heads AS h (chain, sequence, previous_hash, hash)
                VALUES (:chain, 1, repeat('0', 64), tenon_chain_hash(:chain, 1, repeat('0', 64), :content))
                ON CONFLICT (chain) DO UPDATE
                SET sequence = h.sequence + 1,
                    previous_hash = h.hash,
                    hash = tenon_chain_hash(h.chain, h.sequence + 1, h.hash, :content)
                RETURNING chain, sequence, previous_hash, hash)
            INSERT INTO audit_logs
                (id, user_id, impersonator_id, actor_label, action, table_name, record_id, details, changes,
                 organization_id, ip_address, request_id, chain, sequence, previous_hash, hash, created_at)
            SELECT :id, :userId::uuid, :impersonatorId::uuid, :actorLabel, :action, :table, :recordId,
                   jsonb_object(:detailNames, :detailValues),
                   (SELECT jsonb_object_agg(c.name, jsonb_build_array(c.before, c.after))
                    FROM unnest(:changedNames::text[], :changedBefore::text[], :changedAfter::text[])
                         AS c (name, before, after)),
                   :organizationId::uuid, :ipAddress, :requestId,
                   head.chain, head.sequence, head.previous_hash, head.hash, :createdAt
            FROM head
            """);

    private final Handles handles;

    JdbiAuditStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void append(String chain, List<Unchained> rows) {
        @Nullable UUID organization = organization(chain);
        for (Unchained row : rows) {
            Map<String, FieldChange> changes = row.entry().changes();
            handles.lastly(APPEND.bind("chain", chain)
                    .bind("content", row.content())
                    .bind("id", row.id().value())
                    .bind("userId", row.userId() == null ? null : row.userId().value())
                    .bind(
                            "impersonatorId",
                            row.impersonatorId() == null
                                    ? null
                                    : row.impersonatorId().value())
                    .bind("actorLabel", row.actorLabel())
                    .bind("action", row.entry().action())
                    .bind("table", row.entry().table())
                    .bind("recordId", row.entry().recordId())
                    .bind("detailNames", row.entry().details().keySet())
                    .bind("detailValues", row.entry().details().values())
                    .bind("changedNames", changes.keySet())
                    .bind("changedBefore", values(changes, FieldChange::before))
                    .bind("changedAfter", values(changes, FieldChange::after))
                    .bind("organizationId", organization)
                    .bind("ipAddress", row.ipAddress())
                    .bind("requestId", row.requestId())
                    .bind("createdAt", row.createdAt()));
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
    public List<Cut> cuts() {
        return handles.read(handle -> handle.createQuery(
                        "SELECT chain, sequence, hash, left_behind FROM audit_chain_cuts ORDER BY chain")
                .map(CUT)
                .list());
    }

    @Override
    public Set<Head> present(Collection<Head> wanted) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT w.chain, w.sequence, w.hash
                        FROM unnest(:chains, :sequences, :hashes) AS w (chain, sequence, hash)
                        WHERE EXISTS (SELECT 1 FROM audit_logs a
                                      WHERE a.chain = w.chain AND a.sequence = w.sequence AND a.hash = w.hash)
                        """)
                .bind("chains", wanted.stream().map(Head::chain).toArray(String[]::new))
                .bind("sequences", wanted.stream().map(Head::sequence).toArray(Long[]::new))
                .bind("hashes", wanted.stream().map(Head::hash).toArray(String[]::new))
                .map(HEAD)
                .set());
    }

    @Override
    public Optional<AuditRow> beyondHeads() {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        JOIN audit_chain_heads h ON h.chain = a.chain AND a.sequence > h.sequence
                        LIMIT 1
                        """)
                .map(ROW)
                .findOne()
                .or(() -> handle.createQuery(CHAINS + SELECT + """
                                JOIN chains c ON c.chain = a.chain
                                WHERE NOT EXISTS (SELECT 1 FROM audit_chain_heads h WHERE h.chain = c.chain)
                                LIMIT 1
                                """).map(ROW).findOne()));
    }

    @Override
    public List<AuditRow> read(String chain, long afterSequence, int limit) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.chain = :chain AND a.sequence > :afterSequence
                        ORDER BY a.sequence, a.created_at
                        LIMIT :limit
                        """)
                .bind("chain", chain)
                .bind("afterSequence", afterSequence)
                .bind("limit", limit)
                .map(ROW)
                .list());
    }

    @Override
    public List<AuditRow> find(Collection<AuditId> ids, Instant from, Instant to) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.id = ANY (:ids) AND a.created_at BETWEEN :from AND :to
                        """)
                .bindArray("ids", UUID.class, ids.stream().map(AuditId::value).toList())
                .bind("from", from)
                .bind("to", to)
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
                .filter(
                        "a.impersonator_id = :impersonatorId",
                        "impersonatorId",
                        filter.impersonatorId() == null
                                ? null
                                : filter.impersonatorId().value())
                .filter("a.action = :action", "action", filter.action())
                .filter("a.table_name = :table", "table", filter.table())
                .filter("a.record_id = :recordId", "recordId", filter.recordId())
                .filter(
                        "a.organization_id = :organizationId",
                        "organizationId",
                        filter.organizationId() == null
                                ? null
                                : filter.organizationId().value())
                .between("a.created_at", filter.from(), filter.to());
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

    @Override
    public List<YearMonth> dropMonths(MonthlyTable table, Instant firstKept, Instant now) {
        return handles.write(handle -> handle.createQuery(
                        "SELECT tenon_drop_months(:table, :firstKept, :now) AS dropped")
                .bind("table", table.table())
                .bind("firstKept", firstKept)
                .bind("now", now)
                .map((row, context) -> Columns.texts(row, "dropped").stream()
                        .map(YearMonth::parse)
                        .toList())
                .one());
    }

    /** A chain is named after its organization; {@code null} for the one of everything else. */
    private static @Nullable UUID organization(String chain) {
        return OrganizationId.parse(chain).map(OrganizationId::value).orElse(null);
    }

    /** One side of each change; a list, as it may hold nothing. */
    private static List<@Nullable String> values(
            Map<String, FieldChange> changes, Function<FieldChange, @Nullable String> side) {
        List<@Nullable String> values = new ArrayList<>();
        changes.values().forEach(change -> values.add(side.apply(change)));
        return values;
    }

    private static Map<String, FieldChange> changes(ResultSet row) throws SQLException {
        List<String> names = Columns.texts(row, "changed_names");
        List<@Nullable String> before = Columns.textsOrNulls(row, "changed_before");
        List<@Nullable String> after = Columns.textsOrNulls(row, "changed_after");
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            changes.put(names.get(index), new FieldChange(before.get(index), after.get(index)));
        }
        return changes;
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
}
