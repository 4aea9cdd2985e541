package dev.tenon.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What was measured, a line each. */
final class Table {

    private static final String FORMAT = "%-58s %12s %12s %7s %9s  %s%n";

    private final List<String> lines = new ArrayList<>();
    private int missed;

    /** A ratio that is to be at least so much. */
    void add(String measure, String tenon, String floor, double ratio, double target) {
        lines.add(FORMAT.formatted(measure, tenon, floor, number(ratio), ">= " + number(target), met(ratio >= target)));
    }

    /** A figure that is to stay below so much. */
    void bound(String measure, double figure, String unit, double most) {
        lines.add(FORMAT.formatted(
                measure,
                "%.0f %s".formatted(figure, unit),
                "",
                "",
                "< %.0f %s".formatted(most, unit),
                met(figure < most)));
    }

    /** A figure without a target. */
    void note(String measure, String tenon, String floor, double ratio) {
        lines.add(FORMAT.formatted(measure, tenon, floor, Double.isNaN(ratio) ? "" : number(ratio), "", ""));
    }

    private String met(boolean isMet) {
        if (!isMet) {
            missed++;
        }
        return isMet ? "yes" : "NO";
    }

    private static String number(double ratio) {
        return "%.2f".formatted(ratio);
    }

    @Override
    public String toString() {
        return FORMAT.formatted("measure", "Tenon", "floor", "ratio", "target", "met")
                + String.join("", lines)
                + (missed == 0 ? "Every target is met." : "MISSED: " + missed + " of the targets.").indent(0);
    }
}
