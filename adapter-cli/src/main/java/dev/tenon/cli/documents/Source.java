package dev.tenon.cli.documents;

import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file that a command sends, with a progress bar; {@code -} is standard input. */
final class Source {

    private Source() {}

    static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    /** Says what is wrong with a file before anything is begun. */
    static void check(Path file) throws IOException {
        if (isStandardInput(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new Stopped(Kind.INVALID, file + " is a folder; name a file.");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    static void send(Work work, Path file, String name, @Nullable String mediaType, Consumer<NewDocument> send)
            throws IOException {
        boolean hasSize = !isStandardInput(file) && Files.isRegularFile(file);
        Long size = hasSize ? Files.size(file) : null;
        try (Transfer transfer = Transfer.begin(work);
                InputStream source = isStandardInput(file) ? work.terminal().input() : Files.newInputStream(file);
                InputStream bytes = transfer.of(name, size == null ? 0 : size, source)) {
            send.accept(new NewDocument(name, mediaType, size, bytes));
        }
    }
}
