package dev.tenon.ports.kernel.spi;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.notifications.spi.MailDraft;
import java.time.Instant;

/** The commit that is being made: who makes it, when, and what it leaves behind besides the rows it changes. */
public interface Change {

    /** Who asked for it. */
    Actor actor();

    /** The one instant of the use case. */
    Instant now();

    /** Adds a row to the audit trail, to the chain of the organization that the entry names; rows are chained last in the commit. */
    void audit(AuditEntry entry);

    /** Puts a mail into the outbox. */
    void mail(MailDraft draft);
}
