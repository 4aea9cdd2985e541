package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.EntityTags;
import dev.tenon.rest.problem.HttpProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** A download: whole or in part, as an attachment that no browser opens or runs. */
final class Download {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Download() {}

    /** The answer: all bytes, a range, or that they are as they were. */
    static Answer of(Call call, DocumentContent content) {
        Document document = content.document();
        String tag = "\"" + document.sha256() + "\"";
        if (isUnchanged(call, document, tag)) {
            return describe(Answer.empty(304), document, tag);
        }

        long size = document.fileSize();
        Optional<ByteRange> range = call.isHead() || !isRangeStillMeant(call, tag)
                ? Optional.empty()
                : call.header("Range").flatMap(header -> ByteRange.parse(header, size));
        if (range.isEmpty()) {
            return describe(
                    Answer.stream(
                            200,
                            document.mediaType(),
                            size,
                            () -> content.bytes().open(0, size)),
                    document,
                    tag);
        }
        ByteRange part = range.get();
        if (part.isBeyond(size)) {
            throw HttpProblem.RANGE_NOT_SATISFIABLE.refused().with("Content-Range", "bytes */" + size);
        }
        Answer answer = Answer.stream(
                        206,
                        document.mediaType(),
                        part.length(),
                        () -> content.bytes().open(part.first(), part.length()))
                .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
        return describe(answer, document, tag);
    }

    private static Answer describe(Answer answer, Document document, String tag) {
        return answer.with("ETag", tag)
                .with("Last-Modified", HTTP_DATE.format(document.uploadedAt()))
                .with("Accept-Ranges", "bytes")
                .with("Content-Disposition", ContentDisposition.attachment(document.fileName()))
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    /** RFC 9110 section 13.2.2: the tag decides where there is one, the date only where there is none. */
    private static boolean isUnchanged(Call call, Document document, String tag) {
        Optional<String> tags = call.header("If-None-Match");
        if (tags.isPresent()) {
            return EntityTags.anyMatches(tags.get(), tag);
        }
        return call.header("If-Modified-Since")
                .flatMap(Download::date)
                .filter(since ->
                        !document.uploadedAt().truncatedTo(ChronoUnit.SECONDS).isAfter(since))
                .isPresent();
    }

    /** A range of other bytes is of no use: without the present tag, all bytes come. */
    private static boolean isRangeStillMeant(Call call, String tag) {
        return call.header("If-Range").map(tag::equals).orElse(true);
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(HTTP_DATE.parse(header)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
