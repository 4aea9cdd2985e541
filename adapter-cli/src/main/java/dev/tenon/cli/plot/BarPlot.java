package dev.tenon.cli.plot;

import dev.tenon.cli.plot.Canvas.Anchor;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Bars as a picture: one for each day or month, made up of parts that are zero or more. The colours are told apart by those who do not
 * see all colours, and stand in the legend in the order in which they stand in the bars.
 */
public final class BarPlot {

    /** How many parts there can be beside {@link #OTHERS}. */
    public static final int MOST_PARTS = 7;

    /** The name of what is no part of its own. */
    public static final String OTHERS = "everything else";

    /** How long the bars are. */
    public enum Per {
        DAY,
        MONTH
    }

    /**
     * What the picture says in words.
     *
     * @param about whose figures these are
     * @param figures the span and the sum
     * @param description the whole of it for those who do not see it
     * @param unit what is measured
     * @param nothing what is said where every bar is empty
     * @param zone where days and months begin
     */
    public record Words(
            String title, String about, String figures, String description, String unit, String nothing, String zone) {}

    /**
     * A bar.
     *
     * @param height what its parts add up to
     * @param says what it says to who points at it
     */
    public record Bar(LocalDate start, long height, String says) {}

    /**
     * A part of the bars.
     *
     * @param figure what the legend says beside the name
     */
    public record Part(String name, String figure, Map<LocalDate, Long> heights) {

        public Part {
            heights = Map.copyOf(heights);
        }

        long at(LocalDate bar) {
            return heights.getOrDefault(bar, 0L);
        }
    }

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

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WHOLE_MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);

    private final Words words;
    private final Per per;
    private final List<Bar> bars;
    private final List<Part> parts;
    private final LongFunction<String> number;
    private final double step;

    /** What a canvas is made for: its size, and what the picture says in words. */
    interface Canvases {

        Canvas of(int width, int height, String title, String description);
    }

    /**
     * Makes a plot.
     *
     * @param bars at least one
     * @param parts in the order in which they stand in the bars, from below
     * @param number how heights are written
     */
    public BarPlot(Words words, Per per, List<Bar> bars, List<Part> parts, LongFunction<String> number) {
        this.words = words;
        this.per = per;
        this.bars = List.copyOf(bars);
        this.parts = List.copyOf(parts);
        this.number = number;
        this.step = (double) (RIGHT - LEFT) / bars.size();
    }

    /** A day in words. */
    public static String whole(Per per, LocalDate start) {
        return (per == Per.DAY ? WHOLE_DAY : WHOLE_MONTH).format(start);
    }

    /** Draws it. */
    Canvas on(Canvases canvases) {
        int rows = (parts.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        Canvas canvas = canvases.of(
                WIDTH, LEGEND + rows * LEGEND_ROW, words.title() + ": " + words.about(), words.description());
        canvas.text(LEFT, 46, words.title(), 24, true, Anchor.START, INK);
        canvas.text(
                LEFT, 74, shortened(words.about(), 60) + " · " + words.figures(), 15, false, Anchor.START, SOFT_INK);
        scale(canvas);
        bars(canvas);
        labels(canvas);
        legend(canvas);
        return canvas;
    }

    // ---- the parts of the picture

    private void scale(Canvas canvas) {
        canvas.text(LEFT, TOP - 18, words.unit(), 13, true, Anchor.START, SOFT_INK);
        long top = top();
        for (long value = 0; value <= top; value += rule()) {
            double y = height(value, top);
            canvas.rule(LEFT, y, RIGHT - LEFT, value == 0 ? BASE : RULE);
            canvas.text(LEFT - 10, y + 5, number.apply(value), 13, false, Anchor.END, SOFT_INK);
        }
        if (most() == 0) {
            double middle = (LEFT + RIGHT) / 2.0;
            canvas.text(middle, (TOP + BOTTOM) / 2.0, words.nothing(), 18, false, Anchor.MIDDLE, SOFT_INK);
        }
    }

    private void bars(Canvas canvas) {
        double width = Math.min(WIDEST_BAR, step * 0.74);
        long top = top();
        for (int index = 0; index < bars.size(); index++) {
            Bar bar = bars.get(index);
            double x = LEFT + step * index;
            canvas.rectangle(x, TOP, step, (double) BOTTOM - TOP, null, bar.says());
            long below = 0;
            for (Part part : parts) {
                long height = part.at(bar.start());
                if (height > 0) {
                    double foot = height(below, top);
                    double head = height(below + height, top);
                    // A gap between the parts, so that they are told apart without their colours, unless it would hide
                    // one.
                    double gap = foot - head > 3 && below > 0 && width > NARROW_BAR ? 1 : 0;
                    String says = whole(per, bar.start()) + ", " + part.name() + ": " + number.apply(height);
                    canvas.rectangle(x + (step - width) / 2, head, width, foot - head - gap, colour(part), says);
                    below += height;
                }
            }
        }
    }

    private void labels(Canvas canvas) {
        int every = every();
        int year = -1;
        for (int index = 0; index < bars.size(); index += every) {
            LocalDate start = bars.get(index).start();
            double x = LEFT + step * (index + 0.5);
            canvas.text(x, BOTTOM + 22, brief(start), 13, false, Anchor.MIDDLE, SOFT_INK);
            if (start.getYear() != year) {
                year = start.getYear();
                canvas.text(x, BOTTOM + 40, Integer.toString(year), 13, true, Anchor.MIDDLE, SOFT_INK);
            }
        }
        String axis = (per == Per.DAY ? "Day (" : "Month (") + words.zone() + ")";
        canvas.text(RIGHT, BOTTOM + 58, axis, 13, true, Anchor.END, SOFT_INK);
    }

    private void legend(Canvas canvas) {
        double column = (double) (RIGHT - LEFT) / LEGEND_COLUMNS;
        for (int index = 0; index < parts.size(); index++) {
            Part part = parts.get(index);
            double x = LEFT + column * (index % LEGEND_COLUMNS);
            double y = LEGEND + LEGEND_ROW * (index / LEGEND_COLUMNS);
            canvas.rectangle(x, y - 12, 14, 14, colour(part), part.name());
            String label = shortened(part.name(), LONGEST_LABEL) + "  " + part.figure();
            canvas.text(x + 22, y, label, 14, false, Anchor.START, INK);
        }
    }

    private String colour(Part part) {
        return part.name().equals(OTHERS) ? OTHERS_COLOUR : COLOURS.get(parts.indexOf(part) % COLOURS.size());
    }

    // ---- measures

    private long most() {
        return bars.stream().mapToLong(Bar::height).max().orElse(0);
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
        int[] steps = per == Per.DAY ? new int[] {1, 2, 7, 14, 28, 56} : new int[] {1, 2, 3, 6, 12, 24};
        for (int each : steps) {
            if (each * step >= LABEL_WIDTH) {
                return each;
            }
        }
        return steps[steps.length - 1];
    }

    // ---- words

    private String brief(LocalDate start) {
        return (per == Per.DAY ? DAY : MONTH).format(start);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
    }
}
