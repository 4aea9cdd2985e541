package dev.tenon.cli;

import dev.tenon.cli.Field.Look;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a table shows of a value: times in UTC, sizes in units, and {@code -} for nothing. */
final class Cell {

    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Cell() {}

    /** A cell of a list, as short as it can be. */
    static <T> String brief(Field<T> field, T thing) {
        return text(field, field.value().apply(thing), false);
    }

    /** The value of a thing that is shown alone. */
    static <T> String full(Field<T> field, T thing) {
        return text(field, field.value().apply(thing), true);
    }

    private static String text(Field<?> field, @Nullable Object value, boolean full) {
        String text = switch (value) {
            case null -> "";
            case Long bytes when field.look() == Look.BYTES -> full ? exactSize(bytes) : size(bytes);
            case Boolean flag -> flag ? "yes" : "no";
            case Instant instant -> (full ? TO_THE_SECOND : TO_THE_MINUTE).format(instant);
            case Iterable<?> values ->
                StreamSupport.stream(values.spliterator(), false)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
            case Map<?, ?> entries ->
                entries.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
            default -> value.toString();
        };
        return text.isEmpty() ? field.absent() : Printable.line(text);
    }

    private static String exactSize(long bytes) {
        return bytes < 1024 ? size(bytes) : size(bytes) + " (" + bytes + " bytes)";
    }

    /** A size for people, e.g. {@code 1.5 MiB}; rounded down, so that what is left of a quota never looks like more. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long whole = bytes >> (10 * unit);
        long rest = bytes - (whole << (10 * unit));
        // a double of a rest just below an exbibyte is that exbibyte
        int tenths = Math.min(9, (int) (rest * 10.0 / (1L << (10 * unit))));
        String number = whole >= 100 || tenths == 0 ? Long.toString(whole) : whole + "." + tenths;
        return number + " " + UNITS[unit - 1];
    }
}
