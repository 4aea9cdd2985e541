package dev.tenon.testkit;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

final class InMemoryAuditStore implements AuditStore {

    static final String FIRST_HASH = "0".repeat(64);

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryAuditStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Head lockHead(String chain) {
        return tables.auditHeads.lock(chain).orElseGet(() -> {
            Head first = new Head(chain, 0, FIRST_HASH);
            tables.auditHeads.put(chain, first);
            return first;
        });
    }

    @Override
    public void append(List<AuditRow> rows) {
        unitOfWork.required();
        for (AuditRow row : rows) {
            if (!tables.auditRows.insert(row.id(), row)) {
                throw new IllegalStateException("There is an audit row " + row.id() + " already");
            }
            tables.auditHeads.put(row.chain(), new Head(row.chain(), row.sequence(), row.hash()));
        }
    }

    @Override
    public List<Head> heads() {
        return tables.auditHeads.rows(any -> true).stream()
                .sorted(Comparator.comparing(Head::chain))
                .toList();
    }

    @Override
    public List<AuditRow> read(String chain, long afterSequence, int limit) {
        return tables.auditRows.rows(row -> row.chain().equals(chain) && row.sequence() > afterSequence).stream()
                .sorted(Comparator.comparingLong(AuditRow::sequence))
                .limit(limit)
                .toList();
    }

    @Override
    public Page<AuditRow> list(AuditFilter filter, PageRequest page) {
        return Pages.newestFirst(tables.auditRows.rows(row -> matches(row, filter)), AuditRow::position, page);
    }

    private static boolean matches(AuditRow row, AuditFilter filter) {
        return (filter.userId() == null || filter.userId().equals(row.userId()))
                && (filter.action() == null
                        || filter.action().equals(row.entry().action()))
                && (filter.table() == null || filter.table().equals(row.entry().table()))
                && (filter.recordId() == null
                        || filter.recordId().equals(row.entry().recordId()))
                && (filter.from() == null || !row.createdAt().isBefore(filter.from()))
                && (filter.to() == null || row.createdAt().isBefore(filter.to()));
    }

    /** Memory has no partitions to make. */
    @Override
    public int ensurePartitions(Instant now) {
        unitOfWork.required();
        return 0;
    }
}
