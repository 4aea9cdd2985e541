package dev.tenon.ports.notifications.spi;

import java.time.Instant;

/** Puts mail into the queue; implemented by the core. */
public interface Outbox {

    /** Writes the mail's text and queues it in the present unit of work. */
    void enqueue(MailDraft draft, Instant now);

    /** Withdraws mails in the present unit of work: see {@link dev.tenon.ports.kernel.spi.Change#withdrawMail}. */
    void withdraw(String dedupeKeyPrefix, Instant now);
}
