package dev.tenon.smtp;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.email.ContentTransferEncoding;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;

/**
 * Sends mail by SMTP (RFC 5321). Connections are kept for half a minute for the next mail; one that the server closed
 * meanwhile is replaced, which is no failure of the mail.
 *
 * <p>An answer of 5xx is a permanent failure; 4xx, a connection that fails or breaks off, a server that is silent or slow,
 * and credentials or a certificate that are not accepted, are temporary ones. If the connection breaks between the last
 * byte and the answer, the mail may have been taken, and another try makes a duplicate with the same Message-ID: at least
 * once. A mail takes 25 seconds at most. Safe for use by many threads.
 */
public final class SmtpMailSender implements MailSender {

    private final SmtpUrl url;
    private final EmailAddress from;
    private final SmtpPatience patience;
    private final Session session;
    private final SmtpConnections connections;

    SmtpMailSender(SmtpUrl url, EmailAddress from, SmtpPatience patience, @Nullable SSLSocketFactory tls) {
        this.url = url;
        this.from = from;
        this.patience = patience;
        this.session = session(url, from, patience, tls);
        this.connections = new SmtpConnections(session, url, patience.idle());
    }

    /**
     * Sends through this server.
     *
     * @param url {@code smtp://user:password@host:587?tls=starttls} or {@code smtps://user:password@host:465}; user and
     *     password may be left out. {@code smtp} without {@code tls} asks for STARTTLS, except of a server on this machine;
     *     {@code tls=none} does without. Certificates are checked
     * @param from whom the mails are from
     * @throws IllegalArgumentException if the URL is not like that, with a sentence that says so and holds no password
     */
    public static SmtpMailSender of(URI url, EmailAddress from) {
        return new SmtpMailSender(SmtpUrl.of(url), from, SmtpPatience.USUAL, null);
    }

    private static Session session(
            SmtpUrl url, EmailAddress from, SmtpPatience patience, @Nullable SSLSocketFactory tls) {
        String protocol = url.protection() == SmtpUrl.Protection.TLS ? "mail.smtps." : "mail.smtp.";
        String upgrade = String.valueOf(url.protection() == SmtpUrl.Protection.STARTTLS);
        String step = String.valueOf(patience.step().toMillis());
        Properties properties = new Properties();
        properties.put(protocol + "connectiontimeout", step);
        properties.put(protocol + "timeout", step);
        properties.put(protocol + "writetimeout", step);
        properties.put(protocol + "starttls.enable", upgrade);
        properties.put(protocol + "starttls.required", upgrade);
        properties.put(protocol + "ssl.checkserveridentity", "true");
        properties.put(protocol + "auth", String.valueOf(url.user() != null));
        properties.put(protocol + "allow8bitmime", "true");
        // What is said at the end changes nothing, and is not waited for.
        properties.put(protocol + "quitwait", "false");
        // The name of this machine is looked up otherwise, which can take long and tells strangers about it.
        properties.put(protocol + "localhost", domain(from));
        if (tls != null) {
            properties.put(protocol + "ssl.socketFactory", tls);
        }
        return Session.getInstance(properties);
    }

    private static String domain(EmailAddress address) {
        return address.value().substring(address.value().indexOf('@') + 1);
    }

    @Override
    public void send(OutgoingMail mail) throws MailFailure {
        Letter.check(mail);
        // Interrupting a virtual thread closes the socket that it reads or writes, whatever the library does with it.
        FutureTask<Boolean> sending = new FutureTask<>(() -> {
            connections.send(message(mail));
            return true;
        });
        Thread.ofVirtual().name("smtp").start(sending);
        try {
            sending.get(patience.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw SmtpFailure.of(failed, url.server());
        } catch (TimeoutException late) {
            sending.cancel(true);
            throw new MailFailure(
                    "The mail server " + url.server() + " took longer than "
                            + patience.whole().toSeconds() + " seconds.",
                    false);
        } catch (InterruptedException stopped) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            throw new MailFailure("Tenon is stopping; the mail goes out later.", false);
        }
    }

    private MimeMessage message(OutgoingMail mail) {
        String text = Letter.lines(mail.text());
        String html = mail.html() == null ? null : Letter.lines(mail.html());
        boolean isPlain = Letter.isPlain(text) && (html == null || Letter.isPlain(html));
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .fixingMessageId(mail.messageId())
                .from(from.value())
                .to(mail.recipient().value())
                .withSubject(mail.subject())
                .withPlainText(text)
                // To a server that takes 8 bits the library sends them as they are.
                .withContentTransferEncoding(
                        isPlain ? ContentTransferEncoding.BIT7 : ContentTransferEncoding.QUOTED_PRINTABLE);
        if (html != null) {
            builder.withHTMLText(html);
        }
        Letter.headers(mail).forEach(builder::withHeader);
        return EmailConverter.emailToMimeMessage(builder.buildEmail(), session);
    }
}
