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
 * A JSON body as it may be kept: the fields of its object, and of their values what is neither secret nor personal by its kind:
 * truth values, ids, instants and names of permissions. Of texts, numbers, lists and objects it says how much there is.
 */
final class RedactedPayload {

    /** Larger ones would be kept as their size alone; what they say is not worth reading them again. */
    private static final int LARGEST = 16 * 1024;

    private static final Pattern HARMLESS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|\\d{4}-\\d{2}-\\d{2}T[0-9:.]{8,18}Z|[a-z][a-z-]{0,40}:(read|write|erase|export|impersonate)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,39}");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private RedactedPayload() {}

    /** How large a body is of which the caller chooses even the names: nothing of it is kept. */
    static JsonText sizeOf(byte[] body) {
        return JsonText.of("{\"omittedBytes\":" + body.length + "}");
    }

    /** The body without its values; {@code null} for none, and for what is no JSON object. */
    static @Nullable JsonText of(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        if (body.length > LARGEST) {
            return sizeOf(body);
        }
        StringWriter redacted = new StringWriter();
        try (JsonParser parser = FACTORY.createParser(body);
                JsonGenerator out = FACTORY.createGenerator(redacted)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            out.writeStartObject();
            int number = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                number++;
                String name = parser.currentName();
                // A name that no field of ours has is somebody's value.
                out.writeFieldName(NAME.matcher(name).matches() ? name : "?" + number);
                value(parser.nextToken(), parser, out);
            }
            out.writeEndObject();
            out.flush();
            return JsonText.of(redacted.toString());
        } catch (IOException | Refusal noJson) {
            return null;
        }
    }

    private static void value(JsonToken token, JsonParser parser, JsonGenerator out) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeString("object of " + parts(parser, JsonToken.FIELD_NAME));
            case START_ARRAY -> out.writeString("list of " + parts(parser, null));
            case VALUE_STRING -> out.writeString(text(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                out.writeString("number of " + parser.getText().length());
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            default -> out.writeNull();
        }
    }

    /** Passes over an object or a list, and counts what stands right in it: its fields, or its values of any sort. */
    private static int parts(JsonParser parser, @Nullable JsonToken counted) throws IOException {
        int depth = 1;
        int parts = 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("The body ends too early");
            }
            boolean isPart = depth == 1 && !token.isStructEnd();
            parts += isPart && (counted == null || token == counted) ? 1 : 0;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return parts;
    }

    private static String text(String text) {
        return text.length() <= 64 && HARMLESS.matcher(text).matches() ? text : "text of " + text.length();
    }
}
