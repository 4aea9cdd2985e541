package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the audit trail, chained to the one before it.
 *
 * @param userId who did it, or in whose name it was done; {@code null} for those without an account
 * @param impersonatorId who really did it, in the name of {@code userId}; {@code null} if that person did
 * @param actorLabel a pseudonym that stays when the person is erased
 * @param chain the chain the row belongs to: {@code global}, or an organization's id
 * @param sequence its number in the chain, from 1 without gaps
 * @param previousHash the hash of the row before it; 64 zeros for the first
 * @param hash SHA-256 over the row and {@code previousHash}, lower-case hex
 */
public record AuditRow(
        AuditId id,
        @Nullable UserId userId,
        @Nullable UserId impersonatorId,
        String actorLabel,
        AuditEntry entry,
        @Nullable String ipAddress,
        String requestId,
        String chain,
        long sequence,
        String previousHash,
        String hash,
        Instant createdAt) {

    /** The row's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
