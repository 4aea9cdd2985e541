package dev.tenon.rest.http;

import dev.tenon.rest.json.Json;
import dev.tenon.rest.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers. The headers that every answer has (request id, caching, sniffing) are added when it is sent.
 *
 * @param status the HTTP status
 * @param contentType of the body; {@code null} without one
 * @param headers names and values of further headers, in turn
 * @param body what follows the headers
 */
public record Answer(int status, @Nullable String contentType, List<String> headers, Body body) {

    /** The media type of all but a few answers. */
    public static final String JSON = "application/json";

    private static final Bytes NOTHING = new Bytes(new byte[0]);

    /** What follows the headers. */
    public sealed interface Body permits Bytes, Stream, Written {
        /** In bytes; negative if nobody knows. */
        long length();
    }

    /** A body in memory. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    public record Bytes(byte[] value) implements Body {
        @Override
        public long length() {
            return value.length;
        }
    }

    /** A body that is copied from where it lies; opened once, after it is sure to be sent, and closed by the server. */
    public record Stream(long length, Supplier<InputStream> open) implements Body {}

    /**
     * A body that is made while it is sent, in pieces of which the client is told which is the last: one that breaks off is seen to
     * be not whole. What can be refused is refused before.
     *
     * @param isEndless whether it goes on until the client goes away, so that its going is nothing to complain of
     */
    public record Written(Writer writer, boolean isEndless) implements Body {

        /** Writes the body, and leaves the stream open. */
        @FunctionalInterface
        public interface Writer {
            void writeTo(OutputStream out) throws IOException;
        }

        @Override
        public long length() {
            return -1;
        }
    }

    public Answer {
        headers = List.copyOf(headers);
    }

    /** Headers alone. */
    public static Answer empty(int status) {
        return new Answer(status, null, List.of(), NOTHING);
    }

    /** A record as JSON. */
    public static Answer json(int status, Object value) {
        return new Answer(status, JSON, List.of(), new Bytes(Json.bytes(value)));
    }

    /** A text in UTF-8. */
    public static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, List.of(), new Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Bytes that are prepared. */
    public static Answer bytes(int status, String contentType, byte[] bytes) {
        return new Answer(status, contentType, List.of(), new Bytes(bytes));
    }

    /** Bytes that are copied from where they lie. */
    public static Answer stream(int status, String contentType, long length, Supplier<InputStream> open) {
        return new Answer(status, contentType, List.of(), new Stream(length, open));
    }

    /** Bytes that are made while they are sent. */
    public static Answer written(int status, String contentType, Written.Writer writer) {
        return new Answer(status, contentType, List.of(), new Written(writer, false));
    }

    /** Bytes that are made while they are sent, for as long as the client stays. */
    public static Answer endless(String contentType, Written.Writer writer) {
        return new Answer(200, contentType, List.of(), new Written(writer, true));
    }

    /** A problem. */
    static Answer problem(Problem problem, String requestId) {
        Answer answer = bytes(problem.status(), Problem.MEDIA_TYPE, problem.json(requestId));
        Long wait = problem.retryAfterSeconds();
        return wait == null ? answer : answer.with("Retry-After", wait.toString());
    }

    /** The same answer with one more header. */
    public Answer with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Answer(status, contentType, more, body);
    }

    /** The same answer with the entity tag of a revision. */
    public Answer withRevision(long revision) {
        return with("ETag", "\"" + revision + "\"");
    }

    /** The text that is kept for a repeated request: status, content type, headers, an empty line, the body in base64. */
    String encoded() {
        if (!(body instanceof Bytes bytes)) {
            throw new IllegalStateException("A streamed answer cannot be kept");
        }
        StringBuilder text = new StringBuilder().append(status).append('\n');
        text.append(contentType == null ? "" : contentType).append('\n');
        for (String part : headers) {
            text.append(part).append('\n');
        }
        return text.append('\n')
                .append(Base64.getEncoder().encodeToString(bytes.value()))
                .toString();
    }

    /** Reads the text that was kept. */
    static Answer decoded(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        String contentType = lines.get(1).isEmpty() ? null : lines.get(1);
        List<String> headers = lines.subList(2, lines.size() - 2);
        byte[] body = Base64.getDecoder().decode(lines.get(lines.size() - 1));
        return new Answer(Integer.parseInt(lines.get(0)), contentType, headers, new Bytes(body));
    }
}
