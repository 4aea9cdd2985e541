package dev.tenon.testkit;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

final class InMemoryAuditStore implements AuditStore {

    private static final PlainSecrets SECRETS = new PlainSecrets();

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

    /** Memory has no partitions to make. */
    @Override
    public int ensurePartitions(Instant now) {
        unitOfWork.required();
        return 0;
    }
}
