package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Who reads files of which type. */
final class Readers {

    /** Reads a file of one type. */
    interface Reader {
        Reading read(Path file) throws IOException, Unreadable;
    }

    private static final Map<String, Reader> BY_TYPE = Map.ofEntries(
            Map.entry("application/pdf", PdfReader::read),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", DocxReader::read),
            Map.entry("application/json", TextReader::read),
            Map.entry("text/csv", TextReader::read),
            Map.entry("text/html", HtmlReader::read),
            Map.entry("text/markdown", TextReader::read),
            Map.entry("text/plain", TextReader::read),
            Map.entry("image/gif", PictureReader::read),
            Map.entry("image/jpeg", PictureReader::read),
            Map.entry("image/png", PictureReader::read));

    private Readers() {}

    static Optional<Reader> of(String mediaType) {
        return Optional.ofNullable(BY_TYPE.get(mediaType));
    }

    /** Reads a file, whatever strangers made of it. */
    static Reading read(String mediaType, Path file) throws Unreadable {
        Reader reader =
                of(mediaType).orElseThrow(() -> new Unreadable("Nobody reads files of the type " + mediaType + "."));
        try {
            return reader.read(file);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // What a parser throws at a broken file is its own affair, and says little to people.
            throw new Unreadable("The file is broken, or not what its type says.");
        }
    }
}
