package dev.tenon.ports.audit.spi;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the audit trail (tables {@code audit_logs}, {@code audit_chain_heads}). Rows are added, never changed. */
public interface AuditStore {

    /** The hash before the first row of a chain. */
    String BEFORE_THE_FIRST = "0".repeat(64);

    /** The end of a chain. */
    record Head(String chain, long sequence, String hash) {}

    /**
     * A row that has no place in a chain yet.
     *
     * @param content the part of the hashed text that does not depend on the place, as {@link ChainText#of} takes it
     */
    record Unchained(
            AuditId id,
            @Nullable UserId userId,
            @Nullable UserId impersonatorId,
            String actorLabel,
            AuditEntry entry,
            @Nullable String ipAddress,
            String requestId,
            Instant createdAt,
            String content) {

        /** The row in its place. */
        public AuditRow at(String chain, long sequence, String previousHash, String hash) {
            return new AuditRow(
                    id,
                    userId,
                    impersonatorId,
                    actorLabel,
                    entry,
                    ipAddress,
                    requestId,
                    chain,
                    sequence,
                    previousHash,
                    hash,
                    createdAt);
        }
    }

    /**
     * Adds rows at the end of a chain, in this order, and moves its head to the last of them. The store gives each the next
     * sequence, the hash of the row before, and the SHA-256 of {@link ChainText#of} in lower-case hex. A chain that does not
     * exist begins here. Whoever appends to the same chain waits until this commit ends, so this comes last in it; the rows
     * are there once anything is read in the same unit of work, or at its end.
     */
    void append(String chain, List<Unchained> rows);

    /** The heads of all chains. */
    List<Head> heads();

    /** Rows of a chain after this sequence, in order, at most {@code limit}. */
    List<AuditRow> read(String chain, long afterSequence, int limit);

    /** The rows that match, newest first. */
    Page<AuditRow> list(AuditFilter filter, PageRequest page);

    /** Makes the partitions for the months ahead of {@code now}, if they are missing; returns how many were made. */
    int ensurePartitions(Instant now);
}
