package dev.tenon.rest.audit;

import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.ActionPeriodCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;

/** How often what was used, as clients see it. */
record UsageSummaryResponse(
        String per,
        String timeZone,
        Instant from,
        Instant to,
        long count,
        long people,
        List<ActionCount> actions,
        long otherCount,
        List<PeriodCount> periods,
        List<ActionPeriodCount> items) {

    static UsageSummaryResponse from(UsageSummary summary) {
        return new UsageSummaryResponse(
                Words.of(summary.per()),
                summary.zone().getId(),
                summary.from(),
                summary.to(),
                summary.count(),
                summary.people(),
                summary.actions(),
                summary.otherCount(),
                summary.periods(),
                summary.items());
    }
}
