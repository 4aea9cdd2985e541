package dev.tenon.rest.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Instants as {@link Instant#toString} writes them (ISO 8601, UTC, a fraction of three, six or nine digits or none), in a
 * tenth of the time: a page of a list has hundreds.
 */
public final class InstantText {

    private static final long FIRST = -62_167_219_200L;
    private static final long BEHIND_LAST = 253_402_300_800L;
    private static final int LONGEST = "2026-01-01T00:00:00.000000000Z".length();

    private InstantText() {}

    /** Reads an instant in UTC with a year of four digits; empty for any other text. */
    public static Optional<Instant> parse(String text) {
        boolean hasFourDigits = text.length() >= 20 && text.charAt(4) == '-' && text.charAt(0) != '-';
        if (!hasFourDigits || text.charAt(text.length() - 1) != 'Z') {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notAnInstant) {
            return Optional.empty();
        }
    }

    public static String of(Instant time) {
        long second = time.getEpochSecond();
        if (second < FIRST || second >= BEHIND_LAST) {
            // A year without four digits.
            return time.toString();
        }
        char[] text = new char[LONGEST];
        date(text, Math.floorDiv(second, 86_400L));
        int ofDay = (int) Math.floorMod(second, 86_400L);
        text[10] = 'T';
        digits(text, 11, 2, ofDay / 3_600);
        text[13] = ':';
        digits(text, 14, 2, ofDay / 60 % 60);
        text[16] = ':';
        digits(text, 17, 2, ofDay % 60);
        int end = fraction(text, time.getNano());
        text[end] = 'Z';
        return new String(text, 0, end + 1);
    }

    /** Howard Hinnant's civil_from_days: years that begin in March, in eras of 400 years. */
    private static void date(char[] text, long epochDay) {
        long day = epochDay + 719_468;
        long era = Math.floorDiv(day, 146_097L);
        int ofEra = (int) Math.floorMod(day, 146_097L);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        digits(text, 0, 4, year);
        text[4] = '-';
        digits(text, 5, 2, month);
        text[7] = '-';
        digits(text, 8, 2, ofYear - (153 * fromMarch + 2) / 5 + 1);
    }

    private static int fraction(char[] text, int nanos) {
        if (nanos == 0) {
            return 19;
        }
        text[19] = '.';
        if (nanos % 1_000_000 == 0) {
            digits(text, 20, 3, nanos / 1_000_000);
            return 23;
        }
        if (nanos % 1_000 == 0) {
            digits(text, 20, 6, nanos / 1_000);
            return 26;
        }
        digits(text, 20, 9, nanos);
        return 29;
    }

    private static void digits(char[] text, int from, int count, int value) {
        int left = value;
        for (int index = from + count - 1; index >= from; index--) {
            text[index] = (char) ('0' + left % 10);
            left /= 10;
        }
    }
}
