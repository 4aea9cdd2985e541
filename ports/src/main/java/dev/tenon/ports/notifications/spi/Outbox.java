package dev.tenon.ports.notifications.spi;

import java.time.Instant;

/** Puts mail into the queue; implemented by the core. */
public interface Outbox {

    /** Writes the mail's text and queues it in the present unit of work. */
    void enqueue(MailDraft draft, Instant now);
}
