package dev.tenon.rest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body as it may be kept: its shape, and of its values those that are neither secret nor personal by their kind. A text
 * says its length alone, unless it is an id, an instant or the name of a permission; of a number only a short one is kept.
 */
final class RedactedPayload {

    /** Larger ones would be kept as their size alone; what they say is not worth reading them again. */
    private static final int LARGEST = 16 * 1024;

    private static final int LONGEST_NUMBER = 12;
    private static final Pattern HARMLESS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,18}Z|[a-z][a-z-]{0,40}:(read|write|erase|export|impersonate)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private RedactedPayload() {}

    /** The body without its values; {@code null} for none, and for what is no JSON. */
    static @Nullable JsonText of(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        if (body.length > LARGEST) {
            return JsonText.of("{\"omittedBytes\":" + body.length + "}");
        }
        StringWriter redacted = new StringWriter();
        try (JsonParser parser = FACTORY.createParser(body);
                JsonGenerator out = FACTORY.createGenerator(redacted)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                copy(token, parser, out);
            }
            out.flush();
            return JsonText.of(redacted.toString());
        } catch (IOException | Refusal noJson) {
            return null;
        }
    }

    private static void copy(JsonToken token, JsonParser parser, JsonGenerator out) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(name(parser.currentName()));
            case VALUE_STRING -> out.writeString(text(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText(), out);
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
    }

    /** A name that no field of ours has is somebody's value. */
    private static String name(String name) {
        return NAME.matcher(name).matches() ? name : "?" + name.length();
    }

    private static String text(String text) {
        return text.length() <= 64 && HARMLESS.matcher(text).matches() ? text : "text of " + text.length();
    }

    private static void number(String digits, JsonGenerator out) throws IOException {
        if (digits.length() <= LONGEST_NUMBER && digits.indexOf('e') < 0 && digits.indexOf('E') < 0) {
            out.writeNumber(digits);
        } else {
            out.writeString("number of " + digits.length());
        }
    }
}
