package dev.tenon.ports.kernel.spi;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import java.time.Instant;
import java.util.Map;

/** The commit that is being made: who makes it, when, and what it leaves behind besides the rows it changes. */
public interface Change {

    /** Who asked for it. */
    Actor actor();

    /** The one instant of the use case. */
    Instant now();

    /** Adds a row to the audit trail, to the chain of the organization that the entry names; rows are chained last in the commit. */
    void audit(AuditEntry entry);

    /**
     * Adds an entry to the usage log, of the person who asks. Nothing is added for who is no person, nor for who works in
     * somebody else's name.
     *
     * @param details texts, numbers and truth values by name; never secrets, nor what names people
     */
    void usage(UsageAction action, Map<String, ?> details);

    /** The same of a person who only becomes the one who asks. */
    void usage(UserId person, UsageAction action, Map<String, ?> details);

    /** Puts a mail into the outbox. */
    void mail(MailDraft draft);

    /**
     * Withdraws the mails whose dedupe key begins so and that have not gone out: they are not sent, and not tried again by hand
     * either. One that a worker has in its hands at this moment may still arrive.
     *
     * @param dedupeKeyPrefix not empty; ends where a part of the key does, e.g. {@code invitation:01a2038e-…:}
     */
    void withdrawMail(String dedupeKeyPrefix);

    /**
     * Notifies a person or the members of an organization: who follows their notifications hears of it after the commit, and who
     * wants mail gets one, if the draft says so.
     */
    void notify(NotificationDraft draft);

    /** Takes back the notifications that were made on an occasion: nobody is shown them any more. */
    void withdrawNotifications(String occasion);
}
