package dev.tenon.cli.documents;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file that is there as a whole or not at all, and never in the place of another by mistake. */
record NewFile(Path path, boolean replace) {

    /** Writes what the file has. */
    @FunctionalInterface
    interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The file that was named, or one of this name in the folder that was. */
    static NewFile at(@Nullable String named, String ownName, boolean replace) throws NoSuchFileException {
        Path wanted = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        Path target = named == null || Files.isDirectory(wanted) ? wanted.resolve(ownName) : wanted;
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder));
        }
        if (Files.isDirectory(target)) {
            throw new Stopped(Kind.CONFLICT, target + " is a folder; say where else with --to.");
        }
        if (Files.exists(target) && !replace) {
            throw exists(target);
        }
        return new NewFile(target, replace);
    }

    /** Writes the file. */
    void write(Writing writing) throws IOException {
        Path part = path.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                writing.writeTo(out);
            }
            if (replace) {
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                moveIfAbsent(part, path);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A link is made only if nothing bears the name, however late it came there. */
    private static void moveIfAbsent(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException late) {
            throw exists(target);
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            Files.move(part, target);
        }
    }

    private static Stopped exists(Path target) {
        return new Stopped(Kind.CONFLICT, target + " exists; add --force to replace it, or name another with --to.");
    }
}
