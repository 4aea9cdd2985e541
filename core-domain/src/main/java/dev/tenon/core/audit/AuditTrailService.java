package dev.tenon.core.audit;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.util.List;
import java.util.Optional;

final class AuditTrailService implements AuditTrail {

    private static final int ROWS_AT_A_TIME = 1000;

    private final AuditStore store;
    private final RowHash rowHash;

    AuditTrailService(AuditStore store, RowHash rowHash) {
        this.store = store;
        this.rowHash = rowHash;
    }

    @Override
    public Page<AuditRow> list(Actor actor, AuditFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        return store.list(filter, page);
    }

    @Override
    public AuditVerification verify(Actor actor) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        long rows = 0;
        for (Head head : store.heads()) {
            ChainReading reading = new ChainReading(head);
            Optional<BadRow> bad = reading.firstBad();
            rows += reading.rows;
            if (bad.isPresent()) {
                return new AuditVerification(rows, bad.get());
            }
        }
        return new AuditVerification(rows, null);
    }

    /** One walk along a chain, up to the head as it was when the walk began. */
    private final class ChainReading {

        private final Head head;
        private long sequence;
        private String hash = AuditStore.BEFORE_THE_FIRST;
        private long rows;

        ChainReading(Head head) {
            this.head = head;
        }

        Optional<BadRow> firstBad() {
            while (sequence < head.sequence()) {
                List<AuditRow> page = store.read(head.chain(), sequence, ROWS_AT_A_TIME);
                if (page.isEmpty()) {
                    return missing();
                }
                for (AuditRow row : page) {
                    Optional<BadRow> bad = check(row);
                    if (bad.isPresent() || sequence == head.sequence()) {
                        return bad;
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<BadRow> check(AuditRow row) {
            if (row.sequence() != sequence + 1) {
                return missing();
            }
            rows++;
            if (!row.previousHash().equals(hash)) {
                return bad(row, "it does not follow the row before it");
            }
            if (!row.hash().equals(rowHash.of(row))) {
                return bad(row, "its content does not match its hash");
            }
            sequence = row.sequence();
            hash = row.hash();
            if (sequence == head.sequence() && !hash.equals(head.hash())) {
                return bad(row, "the head of the chain names another row");
            }
            return Optional.empty();
        }

        private Optional<BadRow> missing() {
            return Optional.of(new BadRow(head.chain(), sequence + 1, null, "it is missing"));
        }

        private Optional<BadRow> bad(AuditRow row, String reason) {
            return Optional.of(new BadRow(row.chain(), row.sequence(), row.id(), reason));
        }
    }
}
