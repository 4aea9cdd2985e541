package dev.tenon.smtp;

import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.simplejavamail.MailException;

/**
 * Tells what the mail library throws in words that may be kept and shown. A server's own words are left out: they often
 * name the recipient.
 */
final class SmtpFailure {

    private static final int DEEPEST = 16;
    private static final Pattern REPLY =
            Pattern.compile("^([45][0-9]{2})(?:[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3}))?.*", Pattern.DOTALL);
    /** These are about who we are, not about the mail: the operator mends them, and the mail goes out then. */
    private static final Set<String> ABOUT_US = Set.of("530", "534", "535", "538");

    private SmtpFailure() {}

    static MailFailure of(Throwable problem, String server) {
        List<Throwable> chain = Stream.iterate(problem, each -> each != null, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        for (Throwable each : chain) {
            if (each instanceof AuthenticationFailedException) {
                return temporary(server, "did not accept the user name and the password");
            }
            if (isReply(each)) {
                Matcher reply = REPLY.matcher(String.valueOf(each.getMessage()).strip());
                if (reply.matches()) {
                    return refused(server, reply, what(each));
                }
            }
        }
        for (Throwable each : chain) {
            String words = words(each);
            if (!words.isEmpty()) {
                return temporary(server, words);
            }
        }
        boolean neverLeft = chain.stream().anyMatch(each -> each instanceof MailException)
                && chain.stream().noneMatch(each -> each instanceof MessagingException);
        return neverLeft
                ? new MailFailure(
                        "The mail cannot be written as a message: "
                                + chain.get(chain.size() - 1).getClass().getSimpleName(),
                        true)
                : temporary(
                        server,
                        "failed: " + chain.get(chain.size() - 1).getClass().getSimpleName());
    }

    private static boolean isReply(Throwable each) {
        return each instanceof SMTPAddressFailedException
                || each instanceof SMTPSenderFailedException
                || each instanceof SMTPSendFailedException;
    }

    private static String what(Throwable each) {
        if (each instanceof SMTPAddressFailedException) {
            return "the recipient";
        }
        boolean atTheSender = each instanceof SMTPSendFailedException failed
                && String.valueOf(failed.getCommand()).startsWith("MAIL");
        return atTheSender || each instanceof SMTPSenderFailedException ? "the sender" : "the mail";
    }

    private static MailFailure refused(String server, Matcher reply, String what) {
        String code = reply.group(1);
        String detail = reply.group(2) == null ? code : code + " " + reply.group(2);
        boolean permanent = code.startsWith("5") && !ABOUT_US.contains(code);
        return new MailFailure("The mail server " + server + " refused " + what + " with " + detail + ".", permanent);
    }

    private static String words(Throwable each) {
        String message = String.valueOf(each.getMessage());
        if (each instanceof UnknownHostException) {
            return "is not known by that name";
        } else if (each instanceof SocketTimeoutException) {
            return "did not answer in time";
        } else if (each instanceof SSLException || message.contains("Could not convert socket to TLS")) {
            return "and Tenon could not agree on TLS; see whether its certificate is valid for this name";
        } else if (message.contains("STARTTLS is required")) {
            return "offers no STARTTLS; use smtps://, or tls=none if the network is your own";
        } else if (each instanceof SocketException || each instanceof EOFException || message.contains("[EOF]")) {
            return "cannot be reached, or broke off";
        }
        return "";
    }

    private static MailFailure temporary(String server, String words) {
        return new MailFailure("The mail server " + server + " " + words + ".", false);
    }
}
