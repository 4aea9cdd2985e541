package dev.tenon.cli.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.ports.imports.ImportRefusal;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a file one by one: of an array, of the array under a name in an object, or one after the other (a line each).
 * Only one is in memory at a time.
 */
final class JsonRecords implements Iterator<JsonNode>, Closeable {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(1 << 20)
                            .maxNameLength(1_024)
                            .build())
                    .build())
            .build();

    private final JsonParser parser;
    private final boolean isList;
    private boolean isRead;
    private @Nullable JsonNode next;
    private long position;

    private JsonRecords(JsonParser parser, boolean isList) {
        this.parser = parser;
        this.isList = isList;
    }

    /** Goes to the first record; those of an object are under this name. */
    static JsonRecords open(InputStream file, String name) throws IOException {
        JsonParser parser = MAPPER.createParser(file);
        try {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                parser.nextToken();
                return new JsonRecords(parser, true);
            }
            if (first != JsonToken.START_OBJECT) {
                throw ImportRefusal.UNREADABLE.because("The file is neither a list nor an object of JSON.");
            }
            JsonRecords lines = new JsonRecords(parser, false);
            return lines.orUnder(name);
        } catch (JsonProcessingException broken) {
            throw unreadable(broken);
        }
    }

    /** One whole small file. */
    static JsonNode whole(InputStream file) throws IOException {
        try {
            return MAPPER.readTree(file);
        } catch (JsonProcessingException broken) {
            throw unreadable(broken);
        }
    }

    /** JSON within a text; {@code null} if it is none. */
    static @Nullable JsonNode within(@Nullable String text) {
        try {
            return text == null ? null : MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            return null;
        }
    }

    /** An object with a list of this name is a whole export; any other is the first of many lines. */
    private JsonRecords orUnder(String name) throws IOException {
        ObjectNode first = MAPPER.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(name) && value == JsonToken.START_ARRAY) {
                parser.nextToken();
                return new JsonRecords(parser, true);
            }
            // Of a whole export these are settings, a few hundred KiB at most; of a line, the first record's own.
            first.set(field, MAPPER.readTree(parser));
        }
        next = first;
        isRead = true;
        position = 1;
        return this;
    }

    @Override
    public boolean hasNext() {
        if (!isRead) {
            advance();
        }
        return next != null;
    }

    private void advance() {
        try {
            JsonToken token = isList ? parser.currentToken() : parser.nextToken();
            if (token == null || token == JsonToken.END_ARRAY) {
                next = null;
            } else if (token != JsonToken.START_OBJECT) {
                throw ImportRefusal.UNREADABLE.because(at(parser.currentLocation()) + " a person should stand.");
            } else {
                next = MAPPER.readTree(parser);
                position++;
                if (isList) {
                    parser.nextToken();
                }
            }
            isRead = true;
        } catch (JsonProcessingException broken) {
            throw unreadable(broken);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    @Override
    public JsonNode next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        isRead = false;
        return next;
    }

    /** Which record {@link #next} gave last, from 1. */
    long position() {
        return position;
    }

    private static RuntimeException unreadable(JsonProcessingException broken) {
        JsonLocation at = broken.getLocation();
        return ImportRefusal.UNREADABLE.because(
                at == null ? "The file is not JSON." : at(at) + " the file is not JSON, or is cut off.");
    }

    private static String at(JsonLocation at) {
        return "At line " + at.getLineNr() + ", column " + at.getColumnNr() + " (byte " + at.getByteOffset() + ")";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
