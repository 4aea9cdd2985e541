package dev.tenon.ports.limits.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts what callers ask (table {@code rate_limits}), for all servers together. Needs no unit of work: a count must last
 * though the caller is refused, and a caller must not wait for another one's changes.
 *
 * <p>Servers take requests in advance, a twentieth of the limit at a time, so that most requests cost no statement. What was
 * taken counts in the second in which it was taken and in the sixty after it.
 */
public interface RateLimitStore {

    /** The limit of those who have none: their plan sets none. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** What is taken in advance at most, however high the limit. */
    int LARGEST_LEASE = 5_000;

    /**
     * Who takes, and from what.
     *
     * @param caller a keyed digest; nobody can be told from it
     * @param policy the limit's name
     * @param limit requests a minute, at least 1, if no plan raises it
     * @param person whose plan's feature {@code api-requests-per-minute} raises the limit; {@code null} for nobody's
     * @param organization the same for an organization
     */
    record Taking(
            String caller,
            String policy,
            int limit,
            @Nullable UserId person,
            @Nullable OrganizationId organization) {}

    /**
     * What was taken.
     *
     * @param granted how many requests; 0 if the limit is reached
     * @param limit the limit that counted: the given one or the plan's, or {@link #UNLIMITED}
     * @param left how many more could be taken now
     * @param freeAt when some of what is used becomes free again
     */
    record Lease(int granted, int limit, int left, Instant freeAt) {}

    /** Takes the next {@link #leaseOf lease} of a caller, or what is left of it. */
    Lease take(Taking taking, Instant now);

    /** Forgets callers of whom nothing counts since then, at most {@code limit}; returns how many. */
    int deleteIdle(Instant before, int limit);

    /** How much is taken in advance: a twentieth of the limit. */
    static int leaseOf(int limit) {
        return Math.max(1, Math.min(LARGEST_LEASE, limit / 20));
    }
}
