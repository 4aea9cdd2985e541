package dev.tenon.smtp;

import dev.tenon.ports.support.spi.IncomingMail;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a mail: what is to be read, and what is attached. Of one thing said twice the plain text is taken. */
final class MailParts {

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 200;
    private static final int LONGEST_NAME = 255;

    private final List<String> texts = new ArrayList<>();
    private final List<IncomingMail.File> files = new ArrayList<>();
    private int parts;

    private MailParts() {}

    static MailParts of(Part message) throws MessagingException, IOException {
        MailParts found = new MailParts();
        found.walk(message, 0, found.texts);
        return found;
    }

    /** What it says, its lines ending in {@code \n}. */
    String text() {
        return String.join("\n", texts)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }

    List<IncomingMail.File> files() {
        return files;
    }

    private void walk(Part part, int depth, List<String> into) throws MessagingException, IOException {
        parts++;
        if (parts > MOST_PARTS || depth > DEEPEST) {
            return;
        }
        boolean isAttached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (part.isMimeType("multipart/*")) {
            MimeMultipart multipart = opened(part);
            if (multipart == null) {
                into.add(decoded(part));
            } else if (part.isMimeType("multipart/alternative")) {
                alternatives(multipart, depth, into);
            } else {
                for (int index = 0; index < multipart.getCount(); index++) {
                    walk(multipart.getBodyPart(index), depth + 1, into);
                }
            }
        } else if (!isAttached && part.isMimeType("text/plain")) {
            into.add(decoded(part));
        } else if (!isAttached && part.isMimeType("text/html")) {
            into.add(HtmlText.of(decoded(part)));
        } else {
            byte[] content = bytes(part);
            files.add(new IncomingMail.File(
                    name(part), mediaType(part), content.length, () -> new ByteArrayInputStream(content)));
        }
    }

    /** The parts of a part; {@code null} if they cannot be told apart. */
    private static @Nullable MimeMultipart opened(Part part) {
        try {
            MimeMultipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
            return multipart.getCount() == 0 ? null : multipart;
        } catch (MessagingException broken) {
            return null;
        }
    }

    /** The plain one if it says anything, else the last that does: the one that its writer likes best (RFC 2046 section 5.1.4). */
    private void alternatives(MimeMultipart multipart, int depth, List<String> into)
            throws MessagingException, IOException {
        String best = null;
        boolean isPlain = false;
        for (int index = 0; index < multipart.getCount(); index++) {
            BodyPart each = multipart.getBodyPart(index);
            List<String> said = new ArrayList<>();
            walk(each, depth + 1, said);
            String text = String.join("\n", said);
            if (!isPlain && !text.isBlank()) {
                best = text;
                isPlain = each.isMimeType("text/plain");
            }
        }
        if (best != null) {
            into.add(best);
        }
    }

    private static String decoded(Part part) throws MessagingException, IOException {
        return new String(bytes(part), charset(part));
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }

    private static String mediaType(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException none) {
            return "application/octet-stream";
        }
    }

    private String name(Part part) throws MessagingException {
        String given = fileName(part);
        String name = given == null ? "" : given.strip();
        if (name.isEmpty()) {
            return "attachment-" + (files.size() + 1) + (part.isMimeType("message/rfc822") ? ".eml" : "");
        }
        return name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    }

    private static @Nullable String fileName(Part part) throws MessagingException {
        try {
            String raw = part.getFileName();
            return raw == null ? null : MimeUtility.decodeText(raw);
        } catch (ParseException | UnsupportedEncodingException unreadable) {
            return null;
        }
    }
}
