package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.ports.payments.spi.SandboxBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's book in a file, which outlives the process, as a bank's books do: a line {@code key TAB entry} for each writing, of
 * which the last counts. Several servers may share it.
 */
final class FileSandboxBook implements SandboxBook {

    /** Of this process, in which the lock of the file tells nobody apart. */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final Path file;
    private final Path lockFile;
    private final Map<String, String> entries = new HashMap<>();
    private long read;

    private FileSandboxBook(Path directory) {
        this.file = directory.resolve("book");
        this.lockFile = directory.resolve("lock");
    }

    static FileSandboxBook in(Path directory) {
        try {
            Files.createDirectories(directory);
            return new FileSandboxBook(directory);
        } catch (IOException unusable) {
            throw new InvalidSetting("The sandbox cannot keep its book in " + directory + ": " + unusable.getMessage());
        }
    }

    @Override
    public Optional<String> find(String key) {
        return alone(() -> Optional.ofNullable(entries.get(key)));
    }

    @Override
    public String putIfAbsent(String key, String entry) {
        return alone(() -> {
            @Nullable String before = entries.get(key);
            if (before != null) {
                return before;
            }
            write(key, entry);
            return entry;
        });
    }

    @Override
    public void put(String key, String entry) {
        alone(() -> {
            write(key, entry);
            return entry;
        });
    }

    private <T> T alone(Supplier<T> work) {
        TURN.lock();
        try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (!held.isValid()) {
                throw new IOException("The sandbox's book is not ours");
            }
            catchUp();
            return work.get();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            TURN.unlock();
        }
    }

    /** Reads what others wrote since. */
    private void catchUp() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
            while (bytes.hasRemaining() && channel.read(bytes, read + bytes.position()) >= 0) {
                // until all of it is there
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(this::note);
            read += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private void note(String line) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
            entries.put(line.substring(0, tab), line.substring(tab + 1));
        }
    }

    private void write(String key, String entry) {
        try {
            byte[] line = (key + "\t" + entry + "\n").getBytes(StandardCharsets.UTF_8);
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            catchUp();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
