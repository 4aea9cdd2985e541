package dev.tenon.blob.fs;

import dev.tenon.ports.audit.spi.HeadArchive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Signed heads in a file, a line each. Lines are forced to the disk before anybody counts on them. A part that is full gets the time
 * into its name, {@code audit-heads-20261122T140000Z.jsonl}, and stays; what a crash left half written goes before the next line.
 *
 * <p>Several processes may add to one file, one after another. Copy it, or let it lie, where the database's administrators cannot
 * change it.
 */
public final class FileHeadArchive implements HeadArchive {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int TAIL = 8 * 1024;

    private final Path file;

    private FileHeadArchive(Path file) {
        this.file = file;
    }

    /** Heads in this file, which is made when the first line is written. */
    public static FileHeadArchive at(Path file) {
        return new FileHeadArchive(file.toAbsolutePath());
    }

    @Override
    public void read(Consumer<String> line) {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line.accept(next);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    @Override
    public void append(List<String> lines) {
        boolean isNew = !Files.exists(file);
        try {
            Path parent = parent();
            Files.createDirectories(parent);
            try (FileChannel channel = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                channel.truncate(endOfTheLastLine(channel));
                channel.position(channel.size());
                byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
                lock.release();
            }
            if (isNew) {
                force(parent);
            }
        } catch (IOException notWritten) {
            throw new UncheckedIOException(file + " cannot be written", notWritten);
        }
    }

    @Override
    public void startAnew() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Instant last = Files.getLastModifiedTime(file).toInstant();
            Path finished = finished(NAME.format(last));
            for (int more = 1; Files.exists(finished); more++) {
                finished = finished(NAME.format(last) + "-" + more);
            }
            Files.move(file, finished);
            force(parent());
        } catch (IOException notMoved) {
            throw new UncheckedIOException(file + " cannot be put away", notMoved);
        }
    }

    private Path finished(String time) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0
                ? file.resolveSibling(name + "-" + time)
                : file.resolveSibling(name.substring(0, dot) + "-" + time + name.substring(dot));
    }

    private Path parent() throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("It is no file");
        }
        return parent;
    }

    private static long endOfTheLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        while (end > 0) {
            long from = Math.max(0, end - TAIL);
            ByteBuffer tail = ByteBuffer.allocate((int) (end - from));
            while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
                // read on
            }
            for (int index = tail.position() - 1; index >= 0; index--) {
                if (tail.get(index) == '\n') {
                    return from + index + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    /** The name of a new file lasts only when its directory is on the disk. */
    private static void force(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
