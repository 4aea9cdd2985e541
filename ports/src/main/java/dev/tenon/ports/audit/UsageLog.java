package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.ZoneId;
import java.util.List;

/**
 * What people use, for counting. Tenon records what they do with it ({@link UsageAction}), clients what they do beyond it. It
 * is no proof of anything: what was changed stands in the {@link AuditTrail}, and usage itself leaves no trace there.
 *
 * <p>Of a person's own entries a session may see everything, an API key needs the scope {@code profile:read}; those of others,
 * of everyone and of organizations need {@code usage-logs:read}. Who may not see another's hears that there is no such
 * account.
 */
public interface UsageLog {

    /** How many entries {@link #recordAll} takes at once. */
    int MOST_AT_ONCE = 100;

    /**
     * Records something that the person who asks used. Needs {@code usage-logs:write}, and is refused to somebody who works in
     * the person's name.
     *
     * <p>Refuses {@code request-invalid}, naming what is wrong; {@code usage-event-key-taken} if the person has recorded
     * something else under the event key.
     *
     * @return the entry; the first one if it was recorded under its event key before
     */
    RecordedUsage record(Actor actor, NewUsage usage);

    /** The same for 1 to {@value #MOST_AT_ONCE} at once: all of them are recorded, or none. */
    RecordedBatch recordAll(Actor actor, List<NewUsage> usages);

    /** The entries that match, newest first. What was only read appears within a second of its happening. */
    Page<Usage> list(Actor actor, UsageFilter filter, PageRequest page);

    /**
     * Counts the entries that match. Without an end it is that of the present day or month; without a beginning, 30 days or 12 months
     * are counted.
     *
     * <p>Refuses {@code request-invalid} for more than 366 days or 120 months, and for an end before the beginning.
     *
     * @param zone where days and months begin
     */
    UsageSummary summary(Actor actor, UsageFilter filter, UsagePeriod per, ZoneId zone);
}
