package dev.tenon.smtp;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes each mail into a folder as a file {@code <time>-<id>.eml}, for installations without a mail server. It is an
 * RFC 5322 message that a person can read and a mail program can open: UTF-8 as it is (8bit), no line wrapped, so that a
 * link can be copied; lines end in LF, as they do in a Maildir. Time and {@code Date} are those of the file system.
 *
 * <p>A file is there as a whole, and durable, or not at all; only its owner may read it, since it may hold a token. Nobody
 * removes files: this is for development and for small installations. Safe for use by many threads.
 */
public final class MailboxMailSender implements MailSender {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_NAME = 64;

    private final Path folder;
    private final EmailAddress from;
    private final boolean posix;

    private MailboxMailSender(Path folder, EmailAddress from) {
        this.folder = folder;
        this.from = from;
        this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Writes into this folder, which is made with the first mail if it is not there. */
    public static MailboxMailSender in(Path folder, EmailAddress from) {
        return new MailboxMailSender(folder.toAbsolutePath().normalize(), from);
    }

    @Override
    public void send(OutgoingMail mail) throws MailFailure {
        Letter.check(mail);
        try {
            Files.createDirectories(folder, onlyOwner("rwx------"));
            Path draft = Files.createTempFile(folder, ".incoming-", ".tmp", onlyOwner("rw-------"));
            try {
                Instant now = Files.getLastModifiedTime(draft).toInstant();
                write(draft, text(mail, now));
                Files.move(draft, folder.resolve(fileName(mail, now)), StandardCopyOption.ATOMIC_MOVE);
                forceFolder();
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException failure) {
            throw new MailFailure(
                    "The mail could not be written to " + folder + " ("
                            + failure.getClass().getSimpleName()
                            + "); see whether Tenon may write there and the disk has room.",
                    false);
        }
    }

    private String text(OutgoingMail mail, Instant now) throws UnsupportedEncodingException {
        StringBuilder headers = new StringBuilder();
        Letter.headers(mail)
                .forEach((name, value) ->
                        headers.append(name).append(": ").append(folded(value)).append('\n'));
        return """
                From: %s
                To: %s
                Subject: %s
                Date: %s
                Message-ID: %s
                %sMIME-Version: 1.0
                %s""".formatted(
                        from,
                        mail.recipient(),
                        MimeUtility.encodeText(mail.subject(), "UTF-8", "Q").replace("\r\n", "\n"),
                        DATE.format(now),
                        mail.messageId(),
                        headers,
                        content(mail));
    }

    /** Each Message-ID on a line of its own, for a line has 998 bytes at most; it goes on where one begins with a space. */
    private static String folded(String value) {
        return value.replace("> <", ">\n <");
    }

    private static String content(OutgoingMail mail) {
        String text = part("plain", Letter.lines(mail.text()));
        if (mail.html() == null) {
            return text;
        }
        String html = part("html", Letter.lines(mail.html()));
        String boundary = boundary(text + html);
        // The last part is the one that a mail program likes best (RFC 2046 section 5.1.4).
        return """
                Content-Type: multipart/alternative; boundary="%1$s"

                --%1$s
                %2$s
                --%1$s
                %3$s
                --%1$s--
                """.formatted(boundary, text, html);
    }

    private static String part(String subtype, String content) {
        return """
                Content-Type: text/%s; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s""".formatted(subtype, content);
    }

    /** A line that is not in the parts. */
    private static String boundary(String parts) {
        int number = 0;
        while (parts.contains("=_part_" + number)) {
            number++;
        }
        return "=_part_" + number;
    }

    private static String fileName(OutgoingMail mail, Instant now) {
        String id = mail.messageId().substring(1, mail.messageId().indexOf('@')).replaceAll("[^0-9A-Za-z-]", "_");
        return FILE_TIME.format(now) + "-" + id.substring(0, Math.min(id.length(), LONGEST_NAME)) + ".eml";
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void forceFolder() throws IOException {
        if (posix) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    private FileAttribute<?>[] onlyOwner(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
