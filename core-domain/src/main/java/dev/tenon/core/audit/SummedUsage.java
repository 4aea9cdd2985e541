package dev.tenon.core.audit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.ActionPeriodCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import dev.tenon.ports.audit.spi.UsageStore.Tally;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a summary out of what the store counted. */
final class SummedUsage {

    private static final Tally NOTHING = new Tally(null, null, 0, 0);

    private SummedUsage() {}

    static UsageSummary of(UsagePeriod per, ZoneId zone, UsagePeriods periods, List<Tally> tallies) {
        Tally everything = NOTHING;
        List<ActionCount> actions = new ArrayList<>();
        Map<Integer, Tally> byPeriod = new HashMap<>();
        List<Tally> cells = new ArrayList<>();
        for (Tally tally : tallies) {
            String action = tally.action();
            Integer period = tally.period();
            if (action == null && period == null) {
                everything = tally;
            } else if (action == null) {
                byPeriod.put(period, tally);
            } else if (period == null) {
                actions.add(new ActionCount(action, tally.count(), tally.people()));
            } else {
                cells.add(tally);
            }
        }
        actions.sort(comparingLong(ActionCount::count).reversed().thenComparing(ActionCount::action));
        long told = actions.stream().mapToLong(ActionCount::count).sum();
        return new UsageSummary(
                per,
                zone,
                periods.from(),
                periods.to(),
                everything.count(),
                everything.people(),
                actions,
                everything.count() - told,
                everyPeriod(periods.days(), byPeriod),
                items(periods.days(), actions, cells));
    }

    private static List<PeriodCount> everyPeriod(List<LocalDate> days, Map<Integer, Tally> byPeriod) {
        List<PeriodCount> every = new ArrayList<>();
        for (int period = 0; period < days.size(); period++) {
            Tally tally = byPeriod.getOrDefault(period, NOTHING);
            every.add(new PeriodCount(days.get(period), tally.count(), tally.people()));
        }
        return every;
    }

    private static List<ActionPeriodCount> items(List<LocalDate> days, List<ActionCount> actions, List<Tally> cells) {
        Map<String, Integer> places = new HashMap<>();
        actions.forEach(action -> places.put(action.action(), places.size()));
        List<ActionPeriodCount> items = new ArrayList<>();
        for (Tally cell : cells) {
            if (cell.action() != null && cell.period() != null) {
                items.add(new ActionPeriodCount(days.get(cell.period()), cell.action(), cell.count(), cell.people()));
            }
        }
        items.sort(comparing(ActionPeriodCount::start)
                .thenComparing(comparingInt(item -> places.getOrDefault(item.action(), places.size()))));
        return items;
    }
}
