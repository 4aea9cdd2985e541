package dev.tenon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.kernel.UserId;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is held about a person as one JSON document, written as it is told; the same as over HTTP. */
public final class PersonalDataJson implements PersonalDataSink, Closeable {

    private final JsonGenerator json;
    private boolean anyTable;

    /** Begins the document; the stream stays open. */
    public PersonalDataJson(OutputStream out, UserId person) throws IOException {
        json = Json.on(out);
        json.writeStartObject();
        json.writeStringField("userId", person.toString());
        json.writeArrayFieldStart("tables");
    }

    @Override
    public void table(String name) {
        try {
            endTable();
            anyTable = true;
            json.writeRaw(System.lineSeparator());
            json.writeStartObject();
            json.writeStringField("table", name);
            json.writeArrayFieldStart("rows");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void row(Map<String, @Nullable Object> fields) {
        try {
            json.writeRaw(System.lineSeparator());
            Json.value(json, fields);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Ends the document. */
    public void end() throws IOException {
        endTable();
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw(System.lineSeparator());
        json.flush();
    }

    private void endTable() throws IOException {
        if (anyTable) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
