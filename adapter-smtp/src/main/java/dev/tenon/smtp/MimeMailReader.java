package dev.tenon.smtp;

import dev.tenon.ports.support.spi.IncomingMail;
import dev.tenon.ports.support.spi.MailReader;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads mails as RFC 5322 and MIME have them, and as much as can be of those that break the rules. */
public final class MimeMailReader implements MailReader {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,500}>");
    private static final int MOST_REFERENCES = 100;
    private static final int LONGEST_HEADER = 65_536;
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    /** Those that programs write from: mails that came back, mostly. */
    private static final Set<String> MACHINES = Set.of("mailer-daemon", "postmaster");

    /** One for all threads. */
    public MimeMailReader() {}

    @Override
    public IncomingMail read(byte[] mail) throws UnreadableMail {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
            if (header(message, "From") == null) {
                throw new UnreadableMail("It has no From header.");
            }
            MailParts parts = MailParts.of(message);
            String id = header(message, "Message-ID");
            String from = from(message);
            return new IncomingMail(
                    id != null && Letter.isMessageId(id.strip()) ? id.strip() : null,
                    from,
                    references(message),
                    subject(message),
                    parts.text(),
                    isAutomatic(message, from),
                    BULK.contains(word(message, "Precedence")),
                    parts.files());
        } catch (MessagingException | IOException unreadable) {
            throw new UnreadableMail("Its headers or its parts cannot be told apart.");
        }
    }

    private static @Nullable String header(MimeMessage message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        return values == null || values.length == 0 || values[0].length() > LONGEST_HEADER ? null : values[0];
    }

    /** The first word of a header in small letters; empty without one. */
    private static String word(MimeMessage message, String name) throws MessagingException {
        String value = header(message, name);
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT).split("[\\s;(]", 2)[0];
    }

    /** Several senders are none: nobody could say whose the mail is. */
    private static @Nullable String from(MimeMessage message) throws MessagingException {
        String[] headers = message.getHeader("From");
        if (headers == null || headers.length != 1 || headers[0].length() > LONGEST_HEADER) {
            return null;
        }
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(headers[0], false);
            return addresses.length == 1 && !addresses[0].isGroup() ? addresses[0].getAddress() : null;
        } catch (AddressException none) {
            return null;
        }
    }

    private static @Nullable String subject(MimeMessage message) throws MessagingException, IOException {
        String raw = header(message, "Subject");
        return raw == null ? null : MimeUtility.decodeText(MimeUtility.unfold(raw));
    }

    /** What it answers comes before what that answered, and so on back to the first mail. */
    private static List<String> references(MimeMessage message) throws MessagingException {
        Set<String> ids = new LinkedHashSet<>(ids(header(message, "In-Reply-To")));
        List<String> before = new ArrayList<>(ids(header(message, "References")));
        Collections.reverse(before);
        ids.addAll(before);
        return ids.stream().filter(Letter::isMessageId).limit(MOST_REFERENCES).toList();
    }

    private static List<String> ids(@Nullable String header) {
        Matcher id = ID.matcher(header == null ? "" : header);
        List<String> ids = new ArrayList<>();
        while (id.find()) {
            ids.add(id.group());
        }
        return ids;
    }

    /** RFC 3834: who says that no person wrote it; RFC 3464 and RFC 5321: what came back. */
    private static boolean isAutomatic(MimeMessage message, @Nullable String from) throws MessagingException {
        String submitted = word(message, "Auto-Submitted");
        String sender = from == null ? "" : from.toLowerCase(Locale.ROOT).split("@", 2)[0];
        String returned = header(message, "Return-Path");
        return (!submitted.isEmpty() && !submitted.equals("no"))
                || word(message, "Precedence").equals("auto_reply")
                || header(message, "X-Autoreply") != null
                || header(message, "X-Autorespond") != null
                || message.isMimeType("multipart/report")
                || MACHINES.contains(sender)
                || (returned != null && returned.strip().equals("<>"));
    }
}
