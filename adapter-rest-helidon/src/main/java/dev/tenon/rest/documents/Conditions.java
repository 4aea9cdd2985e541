package dev.tenon.rest.documents;

import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.EntityTags;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The conditions of a download (RFC 9110 section 13): a tag decides where there is one, a date only where there is none. */
final class Conditions {

    /** A date as HTTP has it, to the second. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Call call;
    private final String tag;
    private final Instant changedAt;
    private final boolean wasAlwaysThis;

    Conditions(Call call, DocumentContent content) {
        this.call = call;
        this.tag = "\"" + content.document().sha256() + "\"";
        this.changedAt = content.changedAt().truncatedTo(ChronoUnit.SECONDS);
        this.wasAlwaysThis = content.document().version() == 1;
    }

    /** The tag of these bytes. */
    String tag() {
        return tag;
    }

    /** Since when they are so. */
    String lastModified() {
        return HTTP_DATE.format(changedAt);
    }

    /** Refuses who wants other bytes than these. */
    void refuseOthers() {
        Optional<String> tags = call.header("If-Match");
        boolean isMeant = tags.isPresent()
                ? EntityTags.anyIs(tags.get(), tag)
                : call.header("If-Unmodified-Since")
                        .flatMap(Conditions::date)
                        .map(since -> !changedAt.isAfter(since))
                        .orElse(true);
        if (!isMeant) {
            throw RequestRefusal.PRECONDITION_FAILED.because("The content has the tag " + tag + " now.");
        }
    }

    /** Whether the client has these bytes. */
    boolean isUnchanged() {
        Optional<String> tags = call.header("If-None-Match");
        if (tags.isPresent()) {
            return EntityTags.anyMatches(tags.get(), tag);
        }
        return call.header("If-Modified-Since")
                .flatMap(Conditions::date)
                .filter(since -> !changedAt.isAfter(since))
                .isPresent();
    }

    /**
     * Whether a range is of the bytes that the client has; of others it is of no use. Two contents can come in the same second, so a
     * date says which only where there was never another.
     */
    boolean isRangeMeant() {
        return call.header("If-Range")
                .map(validator -> tag.equals(validator)
                        || (wasAlwaysThis && lastModified().equals(validator)))
                .orElse(true);
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(HTTP_DATE.parse(header)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
