package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;

/** Who changed what and when. Rows are written in the commit of the change, and never changed. */
public interface AuditTrail {

    /** The rows that match, newest first. Needs {@code audit-logs:read}. */
    Page<AuditRow> list(Actor actor, AuditFilter filter, PageRequest page);

    /** Reads every chain from its first row and checks every link. Needs {@code audit-logs:read}. Takes as long as the trail is. */
    AuditVerification verify(Actor actor);
}
