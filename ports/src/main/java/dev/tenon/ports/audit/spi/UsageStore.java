package dev.tenon.ports.audit.spi;

import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the usage log (tables {@code usage_logs}, {@code usage_event_keys}). Entries are added, never changed. */
public interface UsageStore {

    /**
     * How often something was used.
     *
     * @param action {@code null} for all actions together
     * @param period the number of the period, from 0; {@code null} for all periods together
     */
    record Tally(@Nullable String action, @Nullable Integer period, long count, long people) {}

    /** Adds an entry without an event key. It is there once anything is read in the same unit of work, or at its end. */
    void add(Usage usage);

    /**
     * Adds entries without event keys, at once and for good, whatever becomes of the present unit of work. Those that are there
     * already, and those of people who are erased, are left out.
     */
    void addApart(List<Usage> usages);

    /**
     * Adds entries of one person; those under an event key only if the person has recorded nothing under it yet. Who adds the
     * same key waits until this commit ends.
     *
     * @param now since when the keys are known
     * @return for each the entry that stands in the log, in the same order: the given one, or the one that was first;
     *     {@code null} if that is gone from the log
     */
    List<@Nullable Usage> record(List<Usage> usages, Instant now);

    /** The entries that match, newest first. */
    Page<Usage> list(UsageFilter filter, PageRequest page);

    /**
     * Counts the entries that match: of the most frequent actions by period and in all periods, of all actions together by
     * period and in all. What is not there is left out, but for the count of everything.
     *
     * @param filter with a beginning and an end
     * @param starts where the periods begin, in order; the first where the filter begins, the last before its end
     * @param mostActions how many actions are told apart
     */
    List<Tally> tally(UsageFilter filter, List<Instant> starts, int mostActions);

    /** Forgets event keys that are known since before this instant, at most {@code limit}; returns how many. */
    int deleteEventKeys(Instant before, int limit);
}
