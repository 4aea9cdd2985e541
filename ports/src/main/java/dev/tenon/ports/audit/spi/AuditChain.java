package dev.tenon.ports.audit.spi;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import java.time.Instant;
import java.util.List;

/** Appends to the audit trail; implemented by the core. */
public interface AuditChain {

    /** Chains these entries in the present unit of work. The head row is locked here, so this comes last. */
    void append(Actor actor, List<AuditEntry> entries, Instant now);
}
