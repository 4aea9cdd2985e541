package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** A file that a command makes: it is there as a whole or not at all, for nobody but its owner, and replaces none. */
public final class NewFile {

    private NewFile() {}

    /** Writes into the file while it has another name. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes the file. */
    public static void write(Path named, Writer writer) throws IOException {
        Path file = named.toAbsolutePath();
        if (Files.exists(file)) {
            throw exists(named);
        }
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.createFile(part);
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE))) {
                writer.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException late) {
            throw exists(named);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Stopped exists(Path file) {
        return new Stopped(Kind.CONFLICT, file + " exists; name another file.");
    }
}
