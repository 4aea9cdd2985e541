package dev.tenon.ports.support.spi;

import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was read.
 *
 * @param messageId with its angle brackets; {@code null} if it has none, or none that can stand in a header
 * @param from the one address that it is from, as it stands there; {@code null} if it is none, or several
 * @param references the Message-IDs that it answers, the nearest first, without doubles; at most 100 of those that can be
 * @param subject one line; {@code null} without one
 * @param text what it says, as plain text with lines that end in {@code \n}; what it quotes begins with {@code >}
 * @param isAutomatic whether a program says that it wrote it, or that it came back
 * @param isBulk whether it says that it goes to many
 * @param files what is attached
 */
public record IncomingMail(
        @Nullable String messageId,
        @Nullable String from,
        List<String> references,
        @Nullable String subject,
        String text,
        boolean isAutomatic,
        boolean isBulk,
        List<File> files) {

    public IncomingMail {
        references = List.copyOf(references);
        files = List.copyOf(files);
    }

    /**
     * A file that is attached.
     *
     * @param mediaType as the mail claims it
     * @param size in bytes
     * @param content opens it, from memory
     */
    public record File(String name, String mediaType, long size, Supplier<InputStream> content) {}
}
