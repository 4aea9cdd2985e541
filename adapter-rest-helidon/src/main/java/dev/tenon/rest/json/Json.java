package dev.tenon.rest.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.RequestRefusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The one JSON setup of the adapter. Everything that costs reflection is prepared once. */
public final class Json {

    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_NAME)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // A name is interned for ever; names come from clients.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // One pool for all: a virtual thread lives for a connection, and a buffer of its own would too.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("tenon")
                    .addSerializer(Id.class, text(Id::toString))
                    .addSerializer(EmailAddress.class, text(EmailAddress::value))
                    .addSerializer(Instant.class, text(InstantText::of))
                    .addSerializer(JsonText.class, new JsonTextSerializer())
                    .addSerializer(Money.class, new MoneySerializer()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /** Leaves a record's component out where it is {@code null}; all others are written. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @JacksonAnnotationsInside
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @interface OmitNull {}

    /** Writes the fields of a record's component among the record's own. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @JacksonAnnotationsInside
    @JsonUnwrapped
    public @interface Inlined {}

    /** Writes the entries of a record's map among its components. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @JacksonAnnotationsInside
    @JsonAnyGetter
    public @interface InlinedEntries {}

    /** A record as JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return WRITER.writeValueAsBytes(value);
        } catch (JsonProcessingException bug) {
            throw new UncheckedIOException(bug);
        }
    }

    /**
     * Reads one JSON object: UTF-8, nothing after it, no name twice, at most 64 levels deep.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link RequestRefusal#MALFORMED} for anything else
     */
    public static Fields object(byte[] body) {
        if (body.length == 0) {
            throw RequestRefusal.MALFORMED.because("The body is empty; send a JSON object.");
        }
        String text = utf8(body);
        try (JsonParser parser = MAPPER.createParser(text)) {
            try {
                JsonNode node = parser.readValueAsTree();
                if (!(node instanceof ObjectNode fields)) {
                    throw RequestRefusal.MALFORMED.because("Send a JSON object, not another kind of value.");
                }
                if (parser.nextToken() != null) {
                    throw RequestRefusal.MALFORMED.because("There is something after the JSON object; leave it out.");
                }
                return new Fields(fields);
            } catch (StreamConstraintsException tooMuch) {
                throw RequestRefusal.MALFORMED.because(
                        "The JSON is nested deeper than 64 levels, or a name or a number in it is too long.");
            } catch (JsonParseException notJson) {
                throw refusalOf(notJson, parser);
            }
        } catch (IOException notJson) {
            throw RequestRefusal.MALFORMED.because("The body is not JSON.");
        }
    }

    /**
     * Reads one JSON value of any sort: UTF-8, nothing after it, no name twice, at most 64 levels deep.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link RequestRefusal#MALFORMED} for anything else
     */
    public static JsonText value(byte[] body) {
        if (body.length == 0) {
            throw RequestRefusal.MALFORMED.because("The body is empty; send a JSON value.");
        }
        return JsonText.of(utf8(body));
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw RequestRefusal.MALFORMED.because("The body is not UTF-8.");
        }
    }

    private static RuntimeException refusalOf(JsonParseException notJson, JsonParser parser) {
        String said = notJson.getOriginalMessage();
        if (said != null && said.startsWith("Duplicate field")) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            String detail = "A name stands twice in one object; send it once.";
            return RequestRefusal.MALFORMED
                    .because(detail)
                    .withErrors(List.of(new FieldError(pointer, "duplicate-field", detail)));
        }
        long column = notJson.getLocation() == null ? -1 : notJson.getLocation().getColumnNr();
        long line = notJson.getLocation() == null ? -1 : notJson.getLocation().getLineNr();
        return RequestRefusal.MALFORMED.because(
                line < 0
                        ? "The body is not JSON."
                        : "The body is not JSON, at line %d, column %d.".formatted(line, column));
    }

    private static <T> JsonSerializer<T> text(java.util.function.Function<T, String> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(form.apply(value));
            }
        };
    }

    /** As it is: it was checked when it was read. */
    private static final class JsonTextSerializer extends JsonSerializer<JsonText> {
        @Override
        public void serialize(JsonText value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeRawValue(value.text());
        }
    }

    /** {@code {"amount":"12.50","currency":"USD"}}: a number would lose digits in many clients. */
    private static final class MoneySerializer extends JsonSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("amount", money.amount().toPlainString());
            json.writeStringField("currency", money.currency().getCurrencyCode());
            json.writeEndObject();
        }
    }
}
