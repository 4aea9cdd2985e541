package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is held about a person as JSON, in a temporary file. It has no name any more where the platform allows that, and is gone
 * when it was sent, or when nobody sends it.
 */
record PersonalDataFile(UserId person, FileChannel file) {

    private static final int BUFFER = 64 * 1024;

    /** Writes what the source tells; leaves nothing behind if that fails. */
    static PersonalDataFile of(UserId person, Consumer<PersonalDataSink> source) {
        try {
            FileChannel file = temporary();
            boolean done = false;
            try {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
                out.write(text("{\"userId\":\"" + person + "\",\"tables\":["));
                Writer writer = new Writer(out);
                source.accept(writer);
                writer.end();
                out.write(text("]}"));
                out.flush();
                done = true;
            } finally {
                if (!done) {
                    file.close();
                }
            }
            return new PersonalDataFile(person, file);
        } catch (IOException full) {
            throw new UncheckedIOException("The export cannot be kept until it is sent", full);
        }
    }

    /** The file as an attachment. */
    Answer answer() {
        try {
            return Answer.stream(200, Answer.JSON, file.size(), this::fromTheBeginning)
                    .with("Content-Disposition", "attachment; filename=\"export-" + person + ".json\"");
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private InputStream fromTheBeginning() {
        try {
            return Channels.newInputStream(file.position(0));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static FileChannel temporary() throws IOException {
        Path path = Files.createTempFile("tenon-export-", ".json");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code {"table":"users","rows":[{...},{...}]},...}. */
    private static final class Writer implements PersonalDataSink {

        private final OutputStream out;
        private boolean anyTable;
        private boolean anyRow;

        Writer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void table(String name) {
            String before = anyTable ? "]}," : "";
            write(text(before + "{\"table\":\"" + name + "\",\"rows\":["));
            anyTable = true;
            anyRow = false;
        }

        @Override
        public void row(Map<String, @Nullable Object> fields) {
            if (anyRow) {
                write(text(","));
            }
            anyRow = true;
            write(Json.bytes(fields));
        }

        void end() {
            if (anyTable) {
                write(text("]}"));
            }
        }

        private void write(byte[] bytes) {
            try {
                out.write(bytes);
            } catch (IOException full) {
                throw new UncheckedIOException("The export cannot be kept until it is sent", full);
            }
        }
    }
}
