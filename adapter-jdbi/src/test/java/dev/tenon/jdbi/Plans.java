package dev.tenon.jdbi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what PostgreSQL says that it did. */
public final class Plans {

    private static final Pattern STEP =
            Pattern.compile("\\(actual rows=([0-9.]+) loops=([0-9]+)\\)|Rows Removed by .*: ([0-9]+)");

    private Plans() {}

    /** The most rows that any step of a plan had in its hands: given on, or thrown away. */
    public static long mostRows(String plan) {
        long most = 0;
        Matcher step = STEP.matcher(plan);
        while (step.find()) {
            long rows = step.group(3) == null
                    ? Math.round(Double.parseDouble(step.group(1)) * Long.parseLong(step.group(2)))
                    : Long.parseLong(step.group(3));
            most = Math.max(most, rows);
        }
        return most;
    }
}
