package dev.tenon.smtp;

import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What both senders ask of a mail before they put it into headers and lines. */
final class Letter {

    private static final Pattern MESSAGE_ID =
            Pattern.compile("<[!-;=?A-Z\\[\\]^-~&&[^@]]{1,200}@[!-;=?A-Z\\[\\]^-~]{1,200}>");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    /** RFC 5322 section 2.1.1 lets a line have 998 bytes. */
    private static final int LONGEST_LINE = 990;

    private Letter() {}

    /** Refuses what could end a header and begin another one; the recipient's address has its own strict grammar. */
    static void check(OutgoingMail mail) throws MailFailure {
        if (CONTROL.matcher(mail.subject()).find()) {
            throw new MailFailure("The subject has a line break or another control character in it.", true);
        }
        if (!MESSAGE_ID.matcher(mail.messageId()).matches()) {
            throw new MailFailure("The Message-ID is none.", true);
        }
    }

    /** The text with {@code \n} as its only line break. A lone CR could otherwise end the mail early on some servers. */
    static String body(OutgoingMail mail) {
        return LINE_BREAK.matcher(mail.body()).replaceAll("\n");
    }

    /** Whether every line may travel as it is, on any server. */
    static boolean isPlain(String body) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(body)
                && body.indexOf('\0') < 0
                && body.lines().allMatch(line -> line.length() <= LONGEST_LINE);
    }
}
