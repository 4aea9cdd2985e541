package dev.tenon.rest.documents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates as HTTP has them, to the second (RFC 9110 section 5.6.7): one form is written, three are read. */
final class HttpDate {

    private static final DateTimeFormatter FIXED = pattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = pattern("EEE MMM ppd HH:mm:ss yyyy");

    /** A year of two digits means none that is further ahead. */
    private static final int AHEAD = 50;

    private HttpDate() {}

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** As it is sent. */
    static String of(Instant instant) {
        return FIXED.format(instant);
    }

    /**
     * The date that a client sent; empty if it is none.
     *
     * @param about a year of two digits is at most 50 years later than this
     */
    static Optional<Instant> parse(String text, Instant about) {
        return List.of(FIXED, rfc850(about), ASCTIME).stream()
                .flatMap(form -> parse(text, form).stream())
                .findFirst();
    }

    private static DateTimeFormatter rfc850(Instant about) {
        int last = about.atZone(ZoneOffset.UTC).getYear() + AHEAD;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, last - 99)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter form) {
        try {
            return Optional.of(Instant.from(form.parse(text)));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }
}
