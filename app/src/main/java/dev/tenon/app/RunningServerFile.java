package dev.tenon.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Tells other commands over the same data directory where the server listens. Whether it still does, they ask it. */
final class RunningServerFile {

    private static final int MILLIS = 1000;

    private final Path file;

    RunningServerFile(Path dataDirectory) {
        this.file = dataDirectory.resolve("http.url");
    }

    void write(URI address) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "http", ".url");
            Files.writeString(fresh, address.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The data directory is not writable", unwritable);
        }
    }

    /** Forgets this server, unless another has taken its place. */
    void remove(URI address) {
        try {
            if (read().filter(address::equals).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The data directory is not writable", unwritable);
        }
    }

    /** The server that answers, if one does. */
    Optional<URI> answering() {
        return read().filter(RunningServerFile::answers);
    }

    private Optional<URI> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(URI.create(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean answers(URI address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve("/health/live").toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            boolean up = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            connection.disconnect();
            return up;
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
