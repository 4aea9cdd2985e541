package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.AuditId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the chains found.
 *
 * @param rows how many rows were read
 * @param exportedHeads how many exported heads were compared
 * @param firstBad the first row that does not fit; {@code null} if all do
 */
public record AuditVerification(
        long rows, long exportedHeads, @Nullable BadRow firstBad) {

    /**
     * A row that does not fit its chain.
     *
     * @param sequence its number in the chain; 0 for a line of exported heads, which the reason names
     * @param id the row; {@code null} if it is missing
     * @param reason for people, e.g. {@code its content does not match its hash}
     */
    public record BadRow(
            String chain, long sequence, @Nullable AuditId id, String reason) {}

    /** Whether every row fits. */
    public boolean intact() {
        return firstBad == null;
    }

    /** The first row that does not fit. */
    public Optional<BadRow> bad() {
        return Optional.ofNullable(firstBad);
    }
}
