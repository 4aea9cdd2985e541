package dev.tenon.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The files of an import. */
final class ImportFiles {

    private static final int BUFFER = 64 * 1024;
    private static final int COLUMNS = 80;
    private static final long WORTH_A_BAR = 1L << 20;
    private static final long LARGEST_SMALL_FILE = 1L << 20;

    private ImportFiles() {}

    /** SHA-256 of all of them, one after the other. */
    static String digest(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        for (Path file : files) {
            try (InputStream bytes = opened(file)) {
                for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The file's bytes, with a bar if there are many and a person is looking. */
    static InputStream shown(Work work, Path file) throws IOException {
        long size = Files.size(file);
        InputStream bytes = new BufferedInputStream(opened(file), BUFFER);
        if (size < WORTH_A_BAR || !work.talkative() || !work.terminal().interactive()) {
            return bytes;
        }
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(size)
                .setUnit(" MiB", 1 << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(work.terminal().messages(), COLUMNS));
        return ProgressBar.wrap(bytes, bar);
    }

    static Map<String, HashFile.Hash> hashes(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(opened(file), BUFFER)) {
            return HashFile.read(bytes);
        }
    }

    static JsonNode json(Path file) throws IOException {
        if (Files.size(file) > LARGEST_SMALL_FILE) {
            throw new Stopped(Kind.INVALID, file + " is too large for a project's parameters.");
        }
        try (InputStream bytes = opened(file)) {
            return JsonRecords.whole(bytes);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Stopped(Kind.NOT_FOUND, "There is no file " + file + ".");
        }
        return Files.newInputStream(file);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
