package dev.tenon.rest.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer that is as the document says.
 *
 * @param request method and target, for people
 */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {

    private static final int SHOWN = 2_000;

    /** This answer, which has this status. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("Expected " + expected + ", and got\n" + this);
        }
        return this;
    }

    /** This answer, which is the problem of this code. */
    public Answer withProblem(String code) {
        String type = json().path("type").asText();
        if (!type.equals("/problems/" + code)) {
            throw new AssertionError("Expected the problem " + code + ", and got\n" + this);
        }
        return this;
    }

    /** The value of a header, if it came. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The ETag. */
    public String etag() {
        return header("ETag").orElseThrow(() -> new AssertionError("No ETag in\n" + this));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return ValidatingClient.json(text());
    }

    /** What stands at a JSON pointer of the body, as text. */
    public String at(String pointer) {
        JsonNode found = json().at(pointer);
        if (found.isMissingNode()) {
            throw new AssertionError("Nothing at " + pointer + " of\n" + this);
        }
        return found.asText();
    }

    /** The texts of one field of all items of a list. */
    public List<String> items(String field) {
        List<String> texts = new ArrayList<>();
        json().path("items").forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    /** The pointers of a problem's errors. */
    public List<String> pointers() {
        List<String> pointers = new ArrayList<>();
        json().path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }

    /** What two answers to different requests may differ in is left out: the request's id and the time. */
    public String withoutRequestId() {
        return status + " " + header("content-type").orElse("") + " "
                + text().replace(header("request-id").orElse("?"), "ID");
    }

    @Override
    public String toString() {
        String type = header("content-type").orElse("");
        String text = type.contains("json") || type.startsWith("text/") ? text() : body.length + " bytes";
        return request + " -> " + status + " " + headers.map() + "\n"
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }
}
