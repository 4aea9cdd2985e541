package dev.tenon.core.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a receiver that has too much to do wants to be asked again (RFC 9110 section 10.2.3): an hour from now at the latest. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** The instant that the header names; empty without one, or for one that says nothing. */
    static Optional<Instant> of(int status, @Nullable String header, Instant now) {
        if (header == null || (status != 429 && status != 503)) {
            return Optional.empty();
        }
        return named(header.strip(), now)
                .map(at -> at.isBefore(now) ? now : at)
                .map(at -> at.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : at);
    }

    private static Optional<Instant> named(String header, Instant now) {
        if (SECONDS.matcher(header).matches()) {
            return Optional.of(now.plusSeconds(Long.parseLong(header)));
        }
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
