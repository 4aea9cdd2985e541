package dev.tenon.ports.audit.spi;

import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.List;

/** Stores the audit trail (tables {@code audit_logs}, {@code audit_chain_heads}). Rows are added, never changed. */
public interface AuditStore {

    /** The end of a chain. */
    record Head(String chain, long sequence, String hash) {}

    /** The end of a chain, locked until the commit; one that does not exist yet is begun at sequence 0 with 64 zeros. */
    Head lockHead(String chain);

    /** Adds rows and moves the head of their chain to the last of them. */
    void append(List<AuditRow> rows);

    /** The heads of all chains. */
    List<Head> heads();

    /** Rows of a chain after this sequence, in order, at most {@code limit}. */
    List<AuditRow> read(String chain, long afterSequence, int limit);

    /** The rows that match, newest first. */
    Page<AuditRow> list(AuditFilter filter, PageRequest page);

    /** Makes the partitions for the months ahead of {@code now}, if they are missing; returns how many were made. */
    int ensurePartitions(Instant now);
}
