package dev.tenon.ports.notifications.spi;

import java.time.Instant;

/** Puts mail into the queue; implemented by the core. */
public interface Outbox {

    /** Queues the mail in the present unit of work; it is written when it is sent. */
    void enqueue(MailDraft draft, Instant now);

    /** Withdraws mails in the present unit of work: see {@link dev.tenon.ports.kernel.spi.Change#withdrawMail}. */
    void withdraw(String dedupeKeyPrefix, Instant now);
}
