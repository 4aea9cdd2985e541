package dev.tenon.testkit;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

final class InMemoryAuditStore implements AuditStore {

    private static final PlainSecrets SECRETS = new PlainSecrets();
    private static final Comparator<AuditRow> BY_SEQUENCE =
            Comparator.comparingLong(AuditRow::sequence).thenComparing(AuditRow::createdAt);

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryAuditStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void append(String chain, List<Unchained> rows) {
        unitOfWork.required();
        Head head = tables.auditHeads.lock(chain).orElseGet(() -> new Head(chain, 0, BEFORE_THE_FIRST));
        for (Unchained unchained : rows) {
            long sequence = head.sequence() + 1;
            String hash = SECRETS.sha256(ChainText.of(chain, sequence, head.hash(), unchained.content()));
            AuditRow row = unchained.at(chain, sequence, head.hash(), hash);
            if (!tables.auditRows.insert(row.id(), row)) {
                throw new IllegalStateException("There is an audit row " + row.id() + " already");
            }
            head = new Head(chain, sequence, hash);
        }
        tables.auditHeads.put(chain, head);
    }

    @Override
    public List<Head> heads() {
        return tables.auditHeads.rows(any -> true).stream()
                .sorted(Comparator.comparing(Head::chain))
                .toList();
    }

    @Override
    public List<Cut> cuts() {
        return tables.auditCuts.rows(any -> true).stream()
                .sorted(Comparator.comparing(Cut::chain))
                .toList();
    }

    @Override
    public Set<Head> present(Collection<Head> wanted) {
        return tables.auditRows.rows(any -> true).stream()
                .map(row -> new Head(row.chain(), row.sequence(), row.hash()))
                .filter(wanted::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<AuditRow> beyondHeads() {
        Map<String, Long> ends = heads().stream().collect(Collectors.toMap(Head::chain, Head::sequence));
        return tables.auditRows.rows(row -> row.sequence() > ends.getOrDefault(row.chain(), 0L)).stream()
                .findFirst();
    }

    @Override
    public List<AuditRow> read(String chain, long afterSequence, int limit) {
        return tables.auditRows.rows(row -> row.chain().equals(chain) && row.sequence() > afterSequence).stream()
                .sorted(BY_SEQUENCE)
                .limit(limit)
                .toList();
    }

    @Override
    public List<AuditRow> find(Collection<AuditId> ids, Instant from, Instant to) {
        return tables.auditRows.rows(row -> ids.contains(row.id())
                && !row.createdAt().isBefore(from)
                && !row.createdAt().isAfter(to));
    }

    @Override
    public Page<AuditRow> list(AuditFilter filter, PageRequest page) {
        return Pages.newestFirst(tables.auditRows.rows(row -> matches(row, filter)), AuditRow::position, page);
    }

    private static boolean matches(AuditRow row, AuditFilter filter) {
        return (filter.userId() == null || filter.userId().equals(row.userId()))
                && (filter.impersonatorId() == null || filter.impersonatorId().equals(row.impersonatorId()))
                && (filter.organizationId() == null
                        || filter.organizationId().equals(row.entry().organizationId()))
                && (filter.action() == null
                        || filter.action().equals(row.entry().action()))
                && (filter.table() == null || filter.table().equals(row.entry().table()))
                && (filter.recordId() == null
                        || filter.recordId().equals(row.entry().recordId()))
                && (filter.from() == null || !row.createdAt().isBefore(filter.from()))
                && (filter.to() == null || row.createdAt().isBefore(filter.to()));
    }

    @Override
    public List<YearMonth> dropMonths(MonthlyTable table, Instant firstKept, Instant now) {
        unitOfWork.required();
        if (firstKept.isAfter(now.minus(Duration.ofDays(28)))) {
            throw new IllegalArgumentException("The present month and the one before it are always kept");
        }
        if (table != MonthlyTable.AUDIT_LOGS) {
            return List.of();
        }
        List<AuditRow> gone = tables.auditRows.rows(row -> row.createdAt().isBefore(firstKept));
        gone.forEach(row -> tables.auditRows.remove(row.id()));
        gone.stream()
                .collect(Collectors.toMap(AuditRow::chain, row -> row, BinaryOperator.maxBy(BY_SEQUENCE)))
                .values()
                .forEach(this::cut);
        return gone.stream()
                .map(row -> YearMonth.from(row.createdAt().atZone(ZoneOffset.UTC)))
                .distinct()
                .sorted()
                .toList();
    }

    private void cut(AuditRow last) {
        List<String> leftBehind =
                tables
                        .auditRows
                        .rows(row -> row.chain().equals(last.chain()) && row.sequence() < last.sequence())
                        .stream()
                        .sorted(BY_SEQUENCE)
                        .map(row -> row.sequence() + ":" + row.hash())
                        .toList();
        boolean isLater = tables.auditCuts
                .lock(last.chain())
                .map(before -> before.sequence() < last.sequence())
                .orElse(true);
        if (isLater) {
            tables.auditCuts.put(last.chain(), new Cut(last.chain(), last.sequence(), last.hash(), leftBehind));
        }
    }

    /** Memory has no partitions to make. */
    @Override
    public int ensurePartitions(Instant now) {
        unitOfWork.required();
        return 0;
    }
}
