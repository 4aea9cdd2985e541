package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.problem.HttpProblem;
import java.util.List;
import java.util.Optional;

/** A download: whole or in parts, as an attachment that no browser opens, or shown by one that runs nothing of it. */
final class Download {

    /** The query parameter that says whether a browser shows the file. */
    static final String DISPOSITION = "disposition";

    private static final String SANDBOX = "default-src 'none'; sandbox";

    private Download() {}

    /** The answer: all bytes, some ranges, or that they are as they were. */
    static Answer of(Call call, DocumentContent content) {
        Document document = content.document();
        Disposition disposition = call.query().word(DISPOSITION, Disposition.class);
        if (disposition == Disposition.INLINE && !document.isSafeToShow()) {
            throw DocumentRefusal.NOT_INLINE.because("It is " + document.mediaType() + ".");
        }
        Conditions conditions = new Conditions(call, content);
        conditions.refuseOthers();
        Answer answer = conditions.isUnchanged() ? Answer.empty(304) : bytes(call, content, conditions);
        return answer.with("ETag", conditions.tag())
                .with("Last-Modified", conditions.lastModified())
                .with("Accept-Ranges", "bytes")
                .with(
                        "Content-Disposition",
                        ContentDisposition.of(
                                disposition == null ? Disposition.ATTACHMENT : disposition, document.fileName()))
                .with("Content-Security-Policy", SANDBOX);
    }

    /** The answer that gives all bytes to be saved, whatever the request says of ranges and conditions. */
    static Answer toSave(DocumentContent content) {
        Document document = content.document();
        return whole(content)
                .with("ETag", "\"" + document.sha256() + "\"")
                .with("Content-Disposition", ContentDisposition.attachment(document.fileName()))
                .with("Content-Security-Policy", SANDBOX);
    }

    private static Answer bytes(Call call, DocumentContent content, Conditions conditions) {
        long size = content.document().fileSize();
        Optional<ByteRanges> ranges = call.isHead() || !conditions.isRangeMeant()
                ? Optional.empty()
                : call.header("Range").flatMap(header -> ByteRanges.parse(header, size));
        if (ranges.isEmpty()) {
            return whole(content);
        }
        List<ByteRange> parts = ranges.get().parts();
        return switch (parts.size()) {
            case 0 -> throw HttpProblem.RANGE_NOT_SATISFIABLE.refused().with("Content-Range", "bytes */" + size);
            case 1 -> part(content, parts.get(0));
            default -> MultipartRanges.answer(content, parts);
        };
    }

    private static Answer whole(DocumentContent content) {
        long size = content.document().fileSize();
        return Answer.stream(
                200, content.document().mediaType(), size, () -> content.bytes().open(0, size));
    }

    private static Answer part(DocumentContent content, ByteRange part) {
        Document document = content.document();
        return Answer.stream(
                        206,
                        document.mediaType(),
                        part.length(),
                        () -> content.bytes().open(part.first(), part.length()))
                .with("Content-Range", part.of(document.fileSize()));
    }
}
