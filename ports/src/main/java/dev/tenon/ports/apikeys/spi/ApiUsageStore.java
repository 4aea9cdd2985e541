package dev.tenon.ports.apikeys.spi;

import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.List;

/** Stores the requests that came with API keys (table {@code api_usage_logs}). */
public interface ApiUsageStore {

    /**
     * Adds requests, in a commit of its own. What is there already is passed over, and so is what came with a key that is
     * gone.
     */
    void add(List<LoggedCall> calls);

    /** The requests of a key, newest first. */
    Page<LoggedCall> list(ApiKeyId id, PageRequest page);

    /**
     * The hours or days in which a request came with the key, oldest first.
     *
     * @param from inclusive, when an hour or a day begins
     * @param to exclusive
     */
    List<KeyUsageCount> count(ApiKeyId id, Step per, Instant from, Instant to);
}
