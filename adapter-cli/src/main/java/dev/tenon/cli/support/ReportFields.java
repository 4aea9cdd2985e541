package dev.tenon.cli.support;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Output;
import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.TicketReport.OpenByAge;
import dev.tenon.ports.support.TicketReport.Row;
import dev.tenon.ports.support.TicketReport.Times;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The report of support for people, as tables, and for scripts, as HTTP gives it. */
final class ReportFields {

    private static final List<Field<TicketReport>> SCRIPTED = List.of(
            Field.scripted("from", TicketReport::from),
            Field.scripted("to", TicketReport::to),
            Field.scripted("asOf", TicketReport::asOf),
            Field.scripted(
                    "rows",
                    report -> report.rows().stream().map(ReportFields::scripted).toList()));

    private static final List<Field<Row>> ROWS = List.of(
            column("Priority", ReportFields::priority),
            column("Opened", Row::opened),
            column("Resolved", Row::resolved),
            column("Reopened", Row::reopened),
            column("First answer", row -> told(row.firstResponse().median())),
            column("9 of 10", row -> told(row.firstResponse().ninetieth())),
            column("Resolution", row -> told(row.resolution().median())),
            column("9 of 10", row -> told(row.resolution().ninetieth())));

    private static final List<Field<Row>> AGES = List.of(
            column("Priority", ReportFields::priority),
            column("Below 1 day", row -> row.open().underOneDay()),
            column("3 days", row -> row.open().underThreeDays()),
            column("7 days", row -> row.open().underSevenDays()),
            column("30 days", row -> row.open().underThirtyDays()),
            column("Older", row -> row.open().older()),
            column("All", row -> row.open().total()));

    private ReportFields() {}

    static void print(Output output, TicketReport report) {
        output.tabled(report, SCRIPTED, report.rows().iterator(), ROWS, "Nothing was asked.");
        output.alsoTabled("Open at " + report.asOf() + ", by age", report.rows().iterator(), AGES);
    }

    private static Field<Row> column(String title, Function<Row, @Nullable Object> value) {
        return Field.tabled(title, Look.WHOLE, value);
    }

    private static String priority(Row row) {
        return row.priority() == null ? "all" : TicketFields.word(row.priority());
    }

    /** As people say it: of the two largest units. */
    private static @Nullable String told(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        long days = duration.toDays();
        if (days > 0) {
            return days + " d " + duration.toHoursPart() + " h";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private static Map<String, @Nullable Object> scripted(Row row) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        OpenByAge open = row.open();
        object.put("priority", row.priority() == null ? null : TicketFields.word(row.priority()));
        object.put("opened", row.opened());
        object.put("resolved", row.resolved());
        object.put("reopened", row.reopened());
        Map<String, @Nullable Object> ages = new LinkedHashMap<>();
        ages.put("underOneDay", open.underOneDay());
        ages.put("underThreeDays", open.underThreeDays());
        ages.put("underSevenDays", open.underSevenDays());
        ages.put("underThirtyDays", open.underThirtyDays());
        ages.put("older", open.older());
        object.put("open", ages);
        object.put("firstResponse", scripted(row.firstResponse()));
        object.put("resolution", scripted(row.resolution()));
        return object;
    }

    private static Map<String, @Nullable Object> scripted(Times times) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("count", times.count());
        object.put("medianSeconds", seconds(times.median()));
        object.put("ninetiethSeconds", seconds(times.ninetieth()));
        return object;
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : Long.valueOf(duration.toSeconds());
    }
}
