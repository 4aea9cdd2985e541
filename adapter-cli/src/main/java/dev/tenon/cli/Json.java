package dev.tenon.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Money;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes things as JSON. Characters that a terminal would obey are escaped, which changes nothing for who parses it. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    static {
        FACTORY.setCharacterEscapes(new Escapes());
    }

    private Json() {}

    /** The thing on one line. */
    static <T> String line(T thing, List<Field<T>> fields) {
        return text(thing, fields, false);
    }

    /** The thing on several lines. */
    static <T> String pretty(T thing, List<Field<T>> fields) {
        return text(thing, fields, true);
    }

    private static <T> String text(T thing, List<Field<T>> fields, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            generator.writeStartObject();
            for (Field<T> field : fields) {
                String name = field.name();
                if (name != null) {
                    generator.writeFieldName(name);
                    value(generator, field.value().apply(thing));
                }
            }
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.toString();
    }

    /** Any value on one line. */
    static String of(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            value(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.toString();
    }

    /** A generator on a stream, which it leaves open. */
    static JsonGenerator on(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    static void value(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean flag -> generator.writeBoolean(flag);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case JsonText json -> generator.writeRawValue(shown(json.text()));
            case Money money -> {
                generator.writeStartObject();
                generator.writeStringField("amount", money.amount().toPlainString());
                generator.writeStringField("currency", money.currency().getCurrencyCode());
                generator.writeEndObject();
            }
            case Iterable<?> values -> {
                generator.writeStartArray();
                for (Object each : values) {
                    value(generator, each);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> entries -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    value(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            default -> generator.writeString(value.toString());
        }
    }

    /** JSON as it is, but for characters that a terminal would obey: they stand in strings alone, where they can be escaped. */
    private static String shown(String json) {
        if (json.codePoints().noneMatch(Printable::isObeyed)) {
            return json;
        }
        StringBuilder shown = new StringBuilder(json.length());
        json.codePoints().forEach(codePoint -> {
            if (Printable.isObeyed(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                    shown.append("\\u%04x".formatted((int) unit));
                }
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return shown.toString();
    }

    private static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private static final int DELETE = 0x7f;

        private final int[] ascii = standardAsciiEscapesForJSON();

        Escapes() {
            ascii[DELETE] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            boolean isHalf = Character.isSurrogate((char) character);
            return character > DELETE && !isHalf && Printable.isObeyed(character)
                    ? new SerializedString("\\u%04x".formatted(character))
                    : null;
        }
    }
}
