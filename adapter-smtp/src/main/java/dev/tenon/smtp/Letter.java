package dev.tenon.smtp;

import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What both senders ask of a mail before they put it into headers and lines. */
final class Letter {

    private static final Pattern MESSAGE_ID =
            Pattern.compile("<[!-;=?A-Z\\[\\]^-~&&[^@]]{1,200}@[!-;=?A-Z\\[\\]^-~]{1,200}>");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");
    /** Between angle brackets, on one line (RFC 2369). */
    private static final Pattern LINK = Pattern.compile("https?://[!-~&&[^<>,]]{1,900}");

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    /** RFC 5322 section 2.1.1 lets a line have 998 bytes. */
    private static final int LONGEST_LINE = 990;

    private Letter() {}

    /** Refuses what could end a header and begin another one; the recipient's address has its own strict grammar. */
    static void check(OutgoingMail mail) throws MailFailure {
        if (CONTROL.matcher(mail.subject()).find()) {
            throw new MailFailure("The subject has a line break or another control character in it.", true);
        }
        if (!isMessageId(mail.messageId())) {
            throw new MailFailure("The Message-ID is none.", true);
        }
        if (!mail.references().stream().allMatch(Letter::isMessageId)) {
            throw new MailFailure("A Message-ID before it is none.", true);
        }
        URI unsubscribe = mail.unsubscribe();
        if (unsubscribe != null && !LINK.matcher(unsubscribe.toASCIIString()).matches()) {
            throw new MailFailure("The address that switches mails off is none of the web.", true);
        }
    }

    /** Whether this can stand among the headers as a Message-ID (RFC 5322 section 3.6.4). */
    static boolean isMessageId(String text) {
        return MESSAGE_ID.matcher(text).matches();
    }

    /** A part with {@code \n} as its only line break. A lone CR could otherwise end the mail early on some servers. */
    static String lines(String part) {
        return LINE_BREAK.matcher(part).replaceAll("\n");
    }

    /**
     * The headers beyond those that every mail has. {@code List-Unsubscribe-Post} says that a mail program may send the POST
     * itself when its user presses a button (RFC 8058).
     */
    static Map<String, String> headers(OutgoingMail mail) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Auto-Submitted", "auto-generated");
        if (mail.replyTo() != null) {
            headers.put("Reply-To", mail.replyTo().value());
        }
        if (!mail.references().isEmpty()) {
            headers.put("In-Reply-To", mail.references().get(mail.references().size() - 1));
            headers.put("References", String.join(" ", mail.references()));
        }
        if (mail.unsubscribe() != null) {
            headers.put("List-Unsubscribe", "<" + mail.unsubscribe().toASCIIString() + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return headers;
    }

    /** Whether every line may travel as it is, on any server. */
    static boolean isPlain(String body) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(body)
                && body.indexOf('\0') < 0
                && body.lines().allMatch(line -> line.length() <= LONGEST_LINE);
    }
}
