package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Source;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A folder of files on their way to who reads them, which nobody else may look into. What a killed server left there goes when it is old. */
final class Spool {

    private static final Duration OLD = Duration.ofDays(1);

    private final Supplier<Path> place;
    private @Nullable Path folder;

    Spool(Supplier<Path> place) {
        this.place = place;
    }

    /** The folder, made when it is first needed. */
    synchronized Path folder() throws IOException {
        Path present = folder;
        if (present == null || !Files.isDirectory(present)) {
            present = place.get();
            Files.createDirectories(present);
            if (present.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(present, PosixFilePermissions.fromString("rwx------"));
            }
            forgetOld(present);
            folder = present;
        }
        return present;
    }

    private static void forgetOld(Path folder) throws IOException {
        // The time is that of the disk, by which the others are told.
        Path newest = Files.createTempFile(folder, "newest-", ".bin");
        Instant before = Files.getLastModifiedTime(newest).toInstant().minus(OLD);
        Files.delete(newest);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    deleteWhole(file);
                }
            }
        }
    }

    /** A folder for what one process writes, until {@link #forget}. */
    Path newFolder() throws IOException {
        return Files.createTempDirectory(folder(), "reader-");
    }

    /** Deletes such a folder with all in it; what cannot be deleted goes when it is old. */
    void forget(Path own) {
        try {
            deleteWhole(own);
        } catch (IOException later) {
            own.toFile().deleteOnExit();
        }
    }

    private static void deleteWhole(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(file)) {
                for (Path each : files) {
                    deleteWhole(each);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    /** Copies a file here, for {@link #delete}. */
    Path bring(Source source, long most) throws IOException, Unreadable {
        if (source.size() > most) {
            throw new Unreadable("The file is larger than " + (most >> 20) + " MiB, and is not read.");
        }
        Path file = Files.createTempFile(folder(), "document-", ".bin");
        boolean isThere = false;
        try (InputStream bytes = source.bytes().open();
                OutputStream copy = Files.newOutputStream(file)) {
            bytes.transferTo(copy);
            isThere = true;
            return file;
        } finally {
            if (!isThere) {
                delete(file);
            }
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException notDeleted) {
            throw new UncheckedIOException("A copy of a document stays in " + file, notDeleted);
        }
    }
}
