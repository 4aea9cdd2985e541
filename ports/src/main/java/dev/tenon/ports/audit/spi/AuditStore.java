package dev.tenon.ports.audit.spi;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores the audit trail (tables {@code audit_logs}, {@code audit_chain_heads},
 * {@code audit_chain_cuts}). Rows are added, never changed. */
public interface AuditStore {

    /** The hash before the first row of a chain. */
    String BEFORE_THE_FIRST = "0".repeat(64);

    /** The end of a chain. */
    record Head(String chain, long sequence, String hash) {}

    /**
     * Where retention cut a chain.
     *
     * @param sequence of the last row that is gone
     * @param hash of that row
     * @param leftBehind rows before it that are still there, in order, as {@code sequence:hash}: a commit may end after one that
     *     began later, in the next month
     */
    record Cut(String chain, long sequence, String hash, List<String> leftBehind) {

        public Cut {
            leftBehind = List.copyOf(leftBehind);
        }
    }

    /** A table that is kept by the month. */
    enum MonthlyTable {
        AUDIT_LOGS,
        USAGE_LOGS,
        API_USAGE_LOGS,
        LOGIN_HISTORY;

        /** The table's name. */
        public String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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

    /** The heads of all chains, in the order of their names. */
    List<Head> heads();

    /** Where retention cut chains, in the order of their names. */
    List<Cut> cuts();

    /** Rows of a chain after this sequence, in the order of their sequence, then their time, at most {@code limit}. */
    List<AuditRow> read(String chain, long afterSequence, int limit);

    /** Of these the ones of which there is a row with this very hash. */
    Set<Head> present(Collection<Head> wanted);

    /** A row that no head covers: behind the end of its chain, or of a chain without a head. */
    Optional<AuditRow> beyondHeads();

    /** Of these rows the ones that are kept; they were written from the first time on until the last, both inclusive. */
    List<AuditRow> find(Collection<AuditId> ids, Instant from, Instant to);

    /** The rows that match, newest first. */
    Page<AuditRow> list(AuditFilter filter, PageRequest page);

    /**
     * Makes the partitions for the months ahead of {@code now}, if they are missing, and for those that have rows without one;
     * returns how many were made.
     */
    int ensurePartitions(Instant now);

    /**
     * Drops the months of a table that ended before this month, and notes where that cuts each chain. Leaves the rest for another
     * time where somebody is in the way.
     *
     * @param firstKept the beginning of a month, at the latest of the one before that of {@code now}
     * @return the months that are gone, in order
     */
    List<YearMonth> dropMonths(MonthlyTable table, Instant firstKept, Instant now);
}
