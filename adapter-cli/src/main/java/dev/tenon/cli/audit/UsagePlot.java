package dev.tenon.cli.audit;

import dev.tenon.cli.audit.Canvas.Anchor;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.ActionPeriodCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary as a picture: a bar for each day or month, made up of its actions. The colours are told apart by those who do not
 * see all colours, and stand in the legend in the order in which they stand in the bars.
 */
final class UsagePlot {

    private static final int WIDTH = 1200;
    private static final int LEFT = 80;
    private static final int RIGHT = 1168;
    private static final int TOP = 124;
    private static final int BOTTOM = 524;
    private static final int LEGEND = 616;
    private static final int LEGEND_ROW = 28;
    private static final int LEGEND_COLUMNS = 3;
    private static final int LONGEST_LABEL = 34;
    private static final int WIDEST_BAR = 56;
    private static final int NARROW_BAR = 6;
    private static final int MOST_RULES = 6;
    /** A label of a day or month takes so much, with the space beside it. */
    private static final int LABEL_WIDTH = 62;

    private static final String INK = "#1f2937";
    private static final String SOFT_INK = "#4b5563";
    private static final String RULE = "#e5e7eb";
    private static final String BASE = "#9ca3af";
    /** Okabe and Ito's, but for black and yellow, which are hard to see on white or beside it. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#5b4b8a");

    private static final String OTHERS_COLOUR = "#b4bac4";
    private static final String OTHERS = "everything else";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    private final UsageSummary summary;
    private final String whose;
    private final List<Series> series;
    private final double step;

    /** An action, or all the rest, with how often it was used in each period. */
    private record Series(String name, String colour, long count, Map<LocalDate, Long> byPeriod) {

        long in(LocalDate period) {
            return byPeriod.getOrDefault(period, 0L);
        }
    }

    /** What a canvas is made for: its size, and what the picture says in words. */
    interface Canvases {

        Canvas of(int width, int height, String title, String description);
    }

    /** @param whose whose usage it is, for the line below the title */
    UsagePlot(UsageSummary summary, String whose) {
        this.summary = summary;
        this.whose = whose;
        this.series = series(summary);
        this.step = (double) (RIGHT - LEFT) / summary.periods().size();
    }

    /** Draws it. */
    Canvas on(Canvases canvases) {
        int rows = (series.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        Canvas canvas = canvases.of(WIDTH, LEGEND + rows * LEGEND_ROW, title() + ": " + whose, description());
        canvas.text(LEFT, 46, title(), 24, true, Anchor.START, INK);
        canvas.text(
                LEFT, 74, shortened(whose, 60) + " · " + range() + " · " + total(), 15, false, Anchor.START, SOFT_INK);
        scale(canvas);
        bars(canvas);
        labels(canvas);
        legend(canvas);
        return canvas;
    }

    private String title() {
        return "Usage by " + word(summary.per());
    }

    private String range() {
        LocalDate last = LocalDate.ofInstant(summary.to().minusNanos(1), summary.zone());
        return WHOLE_DAY.format(LocalDate.ofInstant(summary.from(), summary.zone())) + " to " + WHOLE_DAY.format(last);
    }

    private String total() {
        return uses(summary.count()) + " by " + people(summary.people());
    }

    /** The picture in words. */
    private String description() {
        if (summary.count() == 0) {
            return range() + ": nothing was used.";
        }
        String actions = series.stream()
                .map(each -> each.name() + " " + number(each.count()))
                .collect(Collectors.joining(", "));
        String most = summary.periods().stream()
                .max(Comparator.comparingLong(PeriodCount::count))
                .map(period -> " The most in one " + word(summary.per()) + ": " + number(period.count()) + ", "
                        + whole(period.start()) + ".")
                .orElse("");
        return range() + ": " + total() + ". " + actions + "." + most;
    }

    // ---- the parts of the picture

    private void scale(Canvas canvas) {
        canvas.text(LEFT, TOP - 18, "Uses", 13, true, Anchor.START, SOFT_INK);
        long top = top();
        for (long value = 0; value <= top; value += rule()) {
            double y = height(value, top);
            canvas.rule(LEFT, y, RIGHT - LEFT, value == 0 ? BASE : RULE);
            canvas.text(LEFT - 10, y + 5, number(value), 13, false, Anchor.END, SOFT_INK);
        }
        if (summary.count() == 0) {
            double middle = (LEFT + RIGHT) / 2.0;
            canvas.text(middle, (TOP + BOTTOM) / 2.0, "Nothing was used", 18, false, Anchor.MIDDLE, SOFT_INK);
        }
    }

    private void bars(Canvas canvas) {
        double width = Math.min(WIDEST_BAR, step * 0.74);
        long top = top();
        for (int index = 0; index < summary.periods().size(); index++) {
            PeriodCount period = summary.periods().get(index);
            double x = LEFT + step * index;
            String when = whole(period.start());
            String all = when + ": " + uses(period.count()) + " by " + people(period.people());
            canvas.rectangle(x, TOP, step, (double) BOTTOM - TOP, null, all);
            long below = 0;
            for (Series each : series) {
                long count = each.in(period.start());
                if (count > 0) {
                    double foot = height(below, top);
                    double head = height(below + count, top);
                    // A gap between the parts, so that they are told apart without their colours, unless it would hide
                    // one.
                    double gap = foot - head > 3 && below > 0 && width > NARROW_BAR ? 1 : 0;
                    String says = when + ", " + each.name() + ": " + number(count);
                    canvas.rectangle(x + (step - width) / 2, head, width, foot - head - gap, each.colour(), says);
                    below += count;
                }
            }
        }
    }

    private void labels(Canvas canvas) {
        int every = every();
        int year = -1;
        for (int index = 0; index < summary.periods().size(); index += every) {
            LocalDate start = summary.periods().get(index).start();
            double x = LEFT + step * (index + 0.5);
            canvas.text(x, BOTTOM + 22, brief(start), 13, false, Anchor.MIDDLE, SOFT_INK);
            if (start.getYear() != year) {
                year = start.getYear();
                canvas.text(x, BOTTOM + 40, Integer.toString(year), 13, true, Anchor.MIDDLE, SOFT_INK);
            }
        }
        String axis = (summary.per() == UsagePeriod.DAY ? "Day (" : "Month (") + summary.zone() + ")";
        canvas.text(RIGHT, BOTTOM + 58, axis, 13, true, Anchor.END, SOFT_INK);
    }

    private void legend(Canvas canvas) {
        double column = (double) (RIGHT - LEFT) / LEGEND_COLUMNS;
        for (int index = 0; index < series.size(); index++) {
            Series each = series.get(index);
            double x = LEFT + column * (index % LEGEND_COLUMNS);
            double y = LEGEND + LEGEND_ROW * (index / LEGEND_COLUMNS);
            canvas.rectangle(x, y - 12, 14, 14, each.colour(), each.name());
            String label = shortened(each.name(), LONGEST_LABEL) + "  " + number(each.count());
            canvas.text(x + 22, y, label, 14, false, Anchor.START, INK);
        }
    }

    // ---- measures

    private long most() {
        return summary.periods().stream().mapToLong(PeriodCount::count).max().orElse(0);
    }

    /** What lies between two lines of the scale: 1, 2 or 5, or ten, a hundred, ... times as much. */
    private long rule() {
        long power = 1;
        while (true) {
            for (int digit : new int[] {1, 2, 5}) {
                if (power * digit * MOST_RULES >= most()) {
                    return power * digit;
                }
            }
            power *= 10;
        }
    }

    /** The end of the scale: the first line that no bar goes beyond. */
    private long top() {
        return Math.max(1, (most() + rule() - 1) / rule()) * rule();
    }

    private static double height(long value, long top) {
        return BOTTOM - (double) (BOTTOM - TOP) * value / top;
    }

    /** Of how many periods one has a label: weeks where there are many days, quarters where there are many months. */
    private int every() {
        int[] steps =
                summary.per() == UsagePeriod.DAY ? new int[] {1, 2, 7, 14, 28, 56} : new int[] {1, 2, 3, 6, 12, 24};
        for (int each : steps) {
            if (each * step >= LABEL_WIDTH) {
                return each;
            }
        }
        return steps[steps.length - 1];
    }

    // ---- words

    private String brief(LocalDate start) {
        return (summary.per() == UsagePeriod.DAY ? DAY : MONTH).format(start);
    }

    private String whole(LocalDate start) {
        return (summary.per() == UsagePeriod.DAY ? WHOLE_DAY : WHOLE_MONTH).format(start);
    }

    private static String word(UsagePeriod per) {
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

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
    }

    // ---- data

    private static List<Series> series(UsageSummary summary) {
        List<Series> series = new ArrayList<>();
        Map<LocalDate, Long> rest = new HashMap<>();
        summary.periods().forEach(period -> rest.put(period.start(), period.count()));
        long others = summary.count();
        for (ActionCount action : summary.actions()) {
            if (series.size() < COLOURS.size()) {
                Map<LocalDate, Long> byPeriod = byPeriod(summary, action.action());
                byPeriod.forEach((period, count) -> rest.merge(period, -count, Long::sum));
                series.add(new Series(action.action(), COLOURS.get(series.size()), action.count(), byPeriod));
                others -= action.count();
            }
        }
        if (others > 0) {
            series.add(new Series(OTHERS, OTHERS_COLOUR, others, rest));
        }
        return series;
    }

    private static Map<LocalDate, Long> byPeriod(UsageSummary summary, @Nullable String action) {
        Map<LocalDate, Long> byPeriod = new HashMap<>();
        for (ActionPeriodCount item : summary.items()) {
            if (item.action().equals(action)) {
                byPeriod.put(item.start(), item.count());
            }
        }
        return byPeriod;
    }
}
