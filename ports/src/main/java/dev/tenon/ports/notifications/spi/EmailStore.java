package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.QueuedEmail;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the outbox (table {@code email_queue}). */
public interface EmailStore {

    /**
     * A mail that a worker has claimed.
     *
     * @param sealedBody the text, sealed: it may hold a token that works
     */
    record Claimed(QueuedEmail email, String sealedBody) {}

    /** Adds a mail, unless one with the same dedupe key is there. */
    void insert(QueuedEmail email, String sealedBody, @Nullable String dedupeKey);

    /**
     * Claims mails that are due, the longest due first, and those whose lease ran out: each goes to one worker, and nobody
     * waits for another. Counts the attempt and sets the lease.
     */
    List<Claimed> claim(UUID workerId, Instant now, Instant leaseUntil, int limit);

    /** Marks a claimed mail as sent and forgets its text; false if the claim (worker and attempt) is no longer this one. */
    boolean markSent(EmailId id, UUID workerId, int attempt, Instant now);

    /** Gives a claimed mail back for another try, or up ({@code nextAttemptAt} null); false as above. */
    boolean markFailed(EmailId id, UUID workerId, int attempt, @Nullable Instant nextAttemptAt, String error);

    Page<QueuedEmail> list(PageRequest page);

    Backlog backlog(Instant now);
}
