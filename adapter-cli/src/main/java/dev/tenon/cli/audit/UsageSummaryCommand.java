package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.plot.PlotFile;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon usage summary}. */
@Command(
        name = "summary",
        description = "Count what was used by action and by day or month, as a table or as a plot.",
        footer = {
            "",
            "Without --user and --as, what everyone used. People are counted once wherever they are counted, so their numbers do",
            "not add up.",
            "",
            "Examples:",
            "  tenon usage summary --user ana@example.org --from 2026-11-01",
            "  tenon usage summary --per month --plot usage.png",
            "  tenon usage summary --time-zone Europe/Berlin -o json"
        })
final class UsageSummaryCommand extends ActingCommand {

    /** By what a summary is made. */
    enum By {
        action
    }

    /** The periods of a summary. */
    enum Per {
        day,
        month
    }

    private static final String TOTAL = "All";

    private static final List<Field<UsageSummary>> FIELDS = List.of(
            Field.scripted("per", summary -> summary.per().name().toLowerCase(Locale.ROOT)),
            Field.scripted("timeZone", summary -> summary.zone().getId()),
            Field.scripted("from", UsageSummary::from),
            Field.scripted("to", UsageSummary::to),
            Field.scripted("count", UsageSummary::count),
            Field.scripted("people", UsageSummary::people),
            Field.scripted(
                    "actions",
                    summary -> summary.actions().stream()
                            .map(each -> counted(Map.of("action", each.action()), each.count(), each.people()))
                            .toList()),
            Field.scripted("otherCount", UsageSummary::otherCount),
            Field.scripted(
                    "periods",
                    summary -> summary.periods().stream()
                            .map(each -> counted(Map.of("start", each.start()), each.count(), each.people()))
                            .toList()),
            Field.scripted(
                    "items",
                    summary -> summary.items().stream()
                            .map(each -> {
                                Map<String, Object> named = new LinkedHashMap<>();
                                named.put("start", each.start());
                                named.put("action", each.action());
                                return counted(named, each.count(), each.people());
                            })
                            .toList()));

    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--action", paramLabel = "ACTION", description = "Only what is named so, e.g. document.uploaded.")
    private @Nullable String action;

    @SuppressWarnings("UnusedVariable") // there is one way so far, and it can be said
    @Option(
            names = "--by",
            paramLabel = "WHAT",
            defaultValue = "action",
            description = "What is told apart: action (default: ${DEFAULT-VALUE}).")
    private By by = By.action;

    @Option(
            names = "--per",
            paramLabel = "PERIOD",
            defaultValue = "day",
            description = "By day or month (default: ${DEFAULT-VALUE}).")
    private Per per = Per.day;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this day or instant on (default: the last 30 days or 12 months).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Before this day or instant (default: the end of the present day or month).")
    private @Nullable String to;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Where days and months begin, e.g. Europe/Berlin (default: ${DEFAULT-VALUE}).")
    private String timeZone = "UTC";

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw a plot into this file instead, as PNG or SVG by its ending.")
    private @Nullable String plot;

    private @Nullable PlotFile file;
    private @Nullable ZoneId zone;

    @Override
    protected void check() throws IOException {
        zone = zone(timeZone);
        file = plot == null ? null : PlotFile.named(plot);
    }

    @Override
    protected int run(Work work, Actor actor) throws IOException {
        ZoneId days = Objects.requireNonNull(zone);
        UsageFilter filter = whose.filter(work, actor)
                .withAction(action)
                .between(instant("--from", from, days), instant("--to", to, days));
        UsagePeriod period = per == Per.day ? UsagePeriod.DAY : UsagePeriod.MONTH;
        UsageSummary summary = work.tenon().usageLog().summary(actor, filter, period, days);
        if (file == null) {
            List<Row> rows = rows(summary);
            work.output().tabled(summary, FIELDS, rows.iterator(), columns(summary), "Nothing was used.");
        } else {
            file.write(new UsagePlot(summary, whose.words(work, actor)).plot());
            work.output().say("The plot is in " + file.path() + ".");
        }
        return 0;
    }

    // ---- the table: a row for each period in which anything was used, and one for all

    private record Row(String period, long count, long people, Map<String, Long> byAction) {}

    private static List<Row> rows(UsageSummary summary) {
        Map<LocalDate, Map<String, Long>> byPeriod = new LinkedHashMap<>();
        summary.items()
                .forEach(item -> byPeriod.computeIfAbsent(item.start(), any -> new LinkedHashMap<>())
                        .put(item.action(), item.count()));
        List<Row> rows = new ArrayList<>();
        for (PeriodCount period : summary.periods()) {
            if (period.count() > 0) {
                Map<String, Long> actions = byPeriod.getOrDefault(period.start(), Map.of());
                rows.add(new Row(written(summary, period.start()), period.count(), period.people(), actions));
            }
        }
        if (!rows.isEmpty()) {
            Map<String, Long> all = new LinkedHashMap<>();
            summary.actions().forEach(each -> all.put(each.action(), each.count()));
            rows.add(new Row(TOTAL, summary.count(), summary.people(), all));
        }
        return rows;
    }

    private static String written(UsageSummary summary, LocalDate start) {
        return summary.per() == UsagePeriod.DAY
                ? start.toString()
                : start.toString().substring(0, "2026-11".length());
    }

    private static List<Field<Row>> columns(UsageSummary summary) {
        List<Field<Row>> columns = new ArrayList<>();
        columns.add(Field.tabled(summary.per() == UsagePeriod.DAY ? "Day" : "Month", Look.WHOLE, Row::period));
        columns.add(Field.tabled("Uses", Look.WHOLE, Row::count));
        columns.add(Field.tabled("People", Look.WHOLE, Row::people));
        for (ActionCount each : summary.actions()) {
            columns.add(Field.tabled(
                    each.action(), Look.WHOLE, row -> row.byAction().get(each.action())));
        }
        return columns;
    }

    private static Map<String, Object> counted(Map<String, ?> named, long count, long people) {
        Map<String, Object> counted = new LinkedHashMap<>(named);
        counted.put("count", count);
        counted.put("people", people);
        return counted;
    }

    // ---- time

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new Stopped(
                    Kind.MALFORMED,
                    "\"" + name + "\" is no time zone; write a name like Europe/Berlin, or leave it out.");
        }
    }

    /** An instant, or the beginning of a day in the zone. */
    private static @Nullable Instant instant(String option, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noInstant) {
            throw new Stopped(
                    Kind.MALFORMED,
                    option + " takes a day or an instant, as 2026-11-22 or 2026-11-22T14:00:00Z, not \"" + text
                            + "\".");
        }
    }
}
