package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Who changed what and when. Rows are written in the commit of the change, and never changed. Everything here needs
 * {@code audit-logs:read}.
 */
public interface AuditTrail {

    /** The rows that match, newest first. */
    Page<AuditRow> list(Actor actor, AuditFilter filter, PageRequest page);

    /**
     * Hands out all rows that match, newest first, a page at a time, as they were when it began. Whoever reads the whole trail is
     * noted in it: recorded as {@code audit-trail.exported}.
     *
     * @param sink told each row in order; what it throws ends the export
     * @return how many rows there were
     */
    long export(Actor actor, AuditFilter filter, Consumer<AuditRow> sink);

    /** {@link #verify(Actor, Stream, AuditProgress)} without exported heads. */
    default AuditVerification verify(Actor actor) {
        return verify(actor, Stream.of(), AuditProgress.unseen());
    }

    /**
     * Reads every chain from its first row, or from where retention cut it, and checks every link: no row was changed, added or
     * removed, at the end neither. Takes as long as the trail is. Exported heads (see {@link #signedHeads}) show a trail that was
     * rewritten as a whole: each is checked for its signature, that none before it is missing, and that its row is there.
     *
     * @param exportedHeads lines as they were exported, oldest first; read once
     */
    AuditVerification verify(Actor actor, Stream<String> exportedHeads, AuditProgress progress);

    /** Signs where all chains end now, at most {@link SignedHeads#MOST_HEADS} of them at a time. */
    void signedHeads(Actor actor, Consumer<SignedHeads> each);

    /** The key that heads are signed with: Ed25519 (RFC 8032), X.509, in Base64. */
    String headKey(Actor actor);
}
