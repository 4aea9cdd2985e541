package dev.tenon.cli.audit;

import dev.tenon.cli.plot.BarPlot;
import dev.tenon.cli.plot.BarPlot.Bar;
import dev.tenon.cli.plot.BarPlot.Part;
import dev.tenon.cli.plot.BarPlot.Per;
import dev.tenon.cli.plot.BarPlot.Words;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.ActionPeriodCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary as a plot: a bar for each day or month, made up of its actions. */
final class UsagePlot {

    private final UsageSummary summary;
    private final String whose;
    private final Per per;
    private final List<Part> parts;

    /** @param whose whose usage it is, for the line below the title */
    UsagePlot(UsageSummary summary, String whose) {
        this.summary = summary;
        this.whose = whose;
        this.per = summary.per() == UsagePeriod.DAY ? Per.DAY : Per.MONTH;
        this.parts = parts(summary);
    }

    BarPlot plot() {
        List<Bar> bars = summary.periods().stream()
                .map(period -> new Bar(
                        period.start(),
                        period.count(),
                        whole(period.start()) + ": " + uses(period.count()) + " by " + people(period.people())))
                .toList();
        Words words = new Words(
                "Usage by " + word(),
                whose,
                range() + " · " + total(),
                description(),
                "Uses",
                "Nothing was used",
                summary.zone().toString());
        return new BarPlot(words, per, bars, parts, UsagePlot::number);
    }

    private String range() {
        LocalDate last = LocalDate.ofInstant(summary.to().minusNanos(1), summary.zone());
        return BarPlot.whole(Per.DAY, LocalDate.ofInstant(summary.from(), summary.zone())) + " to "
                + BarPlot.whole(Per.DAY, last);
    }

    private String total() {
        return uses(summary.count()) + " by " + people(summary.people());
    }

    /** The picture in words. */
    private String description() {
        if (summary.count() == 0) {
            return range() + ": nothing was used.";
        }
        String actions =
                parts.stream().map(each -> each.name() + " " + each.figure()).collect(Collectors.joining(", "));
        String most = summary.periods().stream()
                .max(Comparator.comparingLong(PeriodCount::count))
                .map(period -> " The most in one " + word() + ": " + number(period.count()) + ", "
                        + whole(period.start()) + ".")
                .orElse("");
        return range() + ": " + total() + ". " + actions + "." + most;
    }

    // ---- words

    private String whole(LocalDate start) {
        return BarPlot.whole(per, start);
    }

    private String word() {
        return per.name().toLowerCase(Locale.ROOT);
    }

    private static String uses(long count) {
        return number(count) + (count == 1 ? " use" : " uses");
    }

    private static String people(long count) {
        return number(count) + (count == 1 ? " person" : " people");
    }

    private static String number(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }

    // ---- data

    private static List<Part> parts(UsageSummary summary) {
        List<Part> parts = new ArrayList<>();
        Map<LocalDate, Long> rest = new HashMap<>();
        summary.periods().forEach(period -> rest.put(period.start(), period.count()));
        long others = summary.count();
        for (ActionCount action : summary.actions()) {
            if (parts.size() < BarPlot.MOST_PARTS) {
                Map<LocalDate, Long> byPeriod = byPeriod(summary, action.action());
                byPeriod.forEach((period, count) -> rest.merge(period, -count, Long::sum));
                parts.add(new Part(action.action(), number(action.count()), byPeriod));
                others -= action.count();
            }
        }
        if (others > 0) {
            parts.add(new Part(BarPlot.OTHERS, number(others), rest));
        }
        return parts;
    }

    private static Map<LocalDate, Long> byPeriod(UsageSummary summary, String action) {
        Map<LocalDate, Long> byPeriod = new HashMap<>();
        for (ActionPeriodCount item : summary.items()) {
            if (item.action().equals(action)) {
                byPeriod.put(item.start(), item.count());
            }
        }
        return byPeriod;
    }
}
