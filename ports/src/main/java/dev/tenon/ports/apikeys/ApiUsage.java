package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;

/**
 * What programs did with their keys. Written off the path of requests: a little late, and while the buffer is full not at
 * all, which the measures count.
 */
public interface ApiUsage {

    /** The most hours or days that are counted at once. */
    int MOST_STEPS = 1_000;

    /** Keeps a request that came with a key. For the adapter that answered it; never waits, and never refuses. */
    void record(Actor actor, ApiCall call);

    /**
     * The requests of a key, newest first. Whoever may see the key.
     *
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}
     */
    Page<LoggedCall> requests(Actor actor, ApiKeyId id, PageRequest page);

    /**
     * How many requests came with a key, hour by hour or day by day, oldest first, those without any too. Whoever may see
     * the key.
     *
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}; {@code request-invalid} for more than {@link #MOST_STEPS} steps
     */
    List<KeyUsageCount> over(Actor actor, ApiKeyId id, KeyUsagePeriod period);
}
