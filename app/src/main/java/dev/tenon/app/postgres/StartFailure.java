package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what a failed program printed into words for the operator. */
final class StartFailure {

    private static final int LAST_BYTES = 4096;

    private StartFailure() {}

    /** {@code output} is what the program printed and logged; English, since the cluster's messages are set to C. */
    static PostgresUnavailable of(String step, String output, Path home) {
        String said = output.strip();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
            return new PostgresUnavailable(Reason.DISK_FULL, """
                    The disk that holds %s is full: %s. Free some space and start again; what was answered before is \
                    safe.""".formatted(home, step));
        }
        if (lower.contains("address already in use") || lower.contains("could not create any tcp/ip sockets")) {
            return new PostgresUnavailable(Reason.PORT_TAKEN, """
                    The port chosen for PostgreSQL was taken by another program: %s. Start again; another free port \
                    will be chosen.""".formatted(step));
        }
        if (lower.contains("lock file \"postmaster.pid\" already exists")
                || lower.contains("pre-existing shared memory block")) {
            return new PostgresUnavailable(
                    Reason.BUSY,
                    "Another PostgreSQL still works in %s: %s. Wait until it has ended, then start again."
                            .formatted(home.resolve("cluster"), step));
        }
        if (lower.contains("permission denied") || lower.contains("read-only file system")) {
            return new PostgresUnavailable(Reason.DIRECTORY_UNUSABLE, """
                    PostgreSQL may not read or write %s: %s. Give the folder to the account that runs Tenon, or \
                    point TENON_DATA_DIR elsewhere. It said:%n%s""".formatted(home, step, said));
        }
        if (lower.contains("error while loading shared libraries")
                || lower.contains("exec format error")
                || lower.contains("not found (required by")) {
            return new PostgresUnavailable(Reason.UNSUPPORTED_PLATFORM, """
                    The packaged PostgreSQL does not run on this system. Point TENON_DB_URL at a PostgreSQL 15 or \
                    newer. It said:%n%s""".formatted(said));
        }
        return new PostgresUnavailable(
                Reason.START_FAILED,
                "PostgreSQL failed: %s. The log is in %s. It said:%n%s".formatted(step, home.resolve("log"), said));
    }

    /** A file system exception's bare message is only a path; this says what is wrong with it. */
    static String words(IOException e) {
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "%s is a file, not a directory".formatted(((FileSystemException) e).getFile());
        }
        if (e instanceof AccessDeniedException denied) {
            return "%s may not be written".formatted(denied.getFile());
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** The end of a log from {@code offset} on, bounded; empty where there is none. */
    static String tail(Path file, long offset) {
        if (!Files.exists(file)) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            long from = Math.max(offset, channel.size() - LAST_BYTES);
            if (from >= channel.size()) {
                return "";
            }
            channel.position(from);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(%s cannot be read: %s)".formatted(file, words(e));
        }
    }
}
