package dev.tenon.rest.documents;

import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.EntityTags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The conditions of a download (RFC 9110 section 13): a tag decides where there is one, a date only where there is none. */
final class Conditions {

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
        return HttpDate.of(changedAt);
    }

    /** Refuses who wants other bytes than these. */
    void refuseOthers() {
        Optional<String> tags = call.header("If-Match");
        boolean isMeant = tags.isPresent()
                ? EntityTags.anyIs(tags.get(), tag)
                : call.header("If-Unmodified-Since")
                        .flatMap(this::date)
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
                .flatMap(this::date)
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

    private Optional<Instant> date(String header) {
        return HttpDate.parse(header, changedAt);
    }
}
