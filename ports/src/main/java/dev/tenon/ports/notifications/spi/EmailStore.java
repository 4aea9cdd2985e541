package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailPriority;
import dev.tenon.ports.notifications.QueuedEmail;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the outbox (table {@code email_queue}). Ids are of version 7 (RFC 9562) and made when a mail is queued: their order is that of
 * time, wherever mails are listed or forgotten in it.
 */
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
     * Claims mails of known types that are due, and those whose lease ran out: each goes to one worker, and nobody waits for
     * another. By {@link EmailPriority}, of one priority the longest due first; a tenth of the limit, from ten on, is kept
     * for those that would come last. Counts the attempt and sets the lease.
     *
     * <p>If the lease of any of these ran out, one such mail is claimed and nothing beside it: it may be what its worker did not
     * survive, and nothing else is to come to harm with it.
     */
    List<Claimed> claim(UUID workerId, Instant now, Instant leaseUntil, int limit);

    /** Gives a claimed mail back that was not tried; false if the claim (worker and attempt) is no longer this one. */
    boolean release(EmailId id, UUID workerId, int attempt);

    /**
     * Marks a mail as sent and forgets what it was made of, whoever has claimed it: it is gone. False if it was marked before, or is
     * not there. Joins the present unit of work, or stands for itself: it is one statement, and workers do little else.
     */
    boolean markSent(EmailId id, String subject, Instant now);

    /**
     * Gives a claimed mail back for another try, or up ({@code nextAttemptAt} null); false if the claim (worker and attempt) is no
     * longer this one.
     *
     * @param subject {@code null} if it was not written
     */
    boolean markFailed(
            EmailId id,
            UUID workerId,
            int attempt,
            @Nullable String subject,
            @Nullable Instant nextAttemptAt,
            String error);

    /**
     * Makes a mail that failed or was given up wait as a new one does; empty if there is no such mail, it did not fail, or it has
     * expired.
     */
    Optional<QueuedEmail> retry(EmailId id, Instant now);

    /**
     * Makes the mails expire whose dedupe key begins so and that were not sent. Those that nobody has claimed are given up at once.
     * At the latest when the unit of work ends.
     */
    void withdraw(String dedupeKeyPrefix, String reason, Instant now);

    /** The mail, if it is there and of a known type. */
    Optional<QueuedEmail> find(EmailId id);

    /** Mails of known types, newest first. */
    Page<QueuedEmail> list(EmailFilter filter, PageRequest page);

    Backlog backlog(Instant now);

    /** Removes so many mails that were sent or given up and are older than this. */
    int deleteBefore(Instant before, int limit);
}
