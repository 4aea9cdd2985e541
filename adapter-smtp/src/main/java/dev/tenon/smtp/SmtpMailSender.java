package dev.tenon.smtp;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.api.email.ContentTransferEncoding;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * Sends mail by SMTP (RFC 5321), one connection for each mail.
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
    private final Mailer mailer;

    SmtpMailSender(SmtpUrl url, EmailAddress from, SmtpPatience patience, @Nullable SSLSocketFactory tls) {
        this.url = url;
        this.from = from;
        this.patience = patience;
        this.mailer = mailer(url, from, patience, tls);
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

    private static Mailer mailer(
            SmtpUrl url, EmailAddress from, SmtpPatience patience, @Nullable SSLSocketFactory tls) {
        String protocol = url.protection() == SmtpUrl.Protection.TLS ? "mail.smtps." : "mail.smtp.";
        var builder = MailerBuilder.withSMTPServer(url.host(), url.port(), url.user(), url.password())
                .withTransportStrategy(
                        switch (url.protection()) {
                            case TLS -> TransportStrategy.SMTPS;
                            case STARTTLS -> TransportStrategy.SMTP_TLS;
                            case NONE -> TransportStrategy.SMTP;
                        })
                // The library trusts any certificate unless it is told not to.
                .trustingAllHosts(false)
                .verifyingServerIdentity(true)
                .withSessionTimeout((int) patience.step().toMillis())
                .withProperty(protocol + "allow8bitmime", "true")
                // What is said at the end changes nothing, and is not waited for.
                .withProperty(protocol + "quitwait", "false")
                // The name of this machine is looked up otherwise, which can take long and tells strangers about it.
                .withProperty(protocol + "localhost", domain(from));
        if (url.protection() == SmtpUrl.Protection.NONE) {
            builder.withProperty(protocol + "starttls.enable", "false");
        }
        Mailer mailer = builder.buildMailer();
        if (tls != null) {
            // The builder would make a text of it.
            mailer.getSession().getProperties().put(protocol + "ssl.socketFactory", tls);
        }
        return mailer;
    }

    private static String domain(EmailAddress address) {
        return address.value().substring(address.value().indexOf('@') + 1);
    }

    @Override
    public void send(OutgoingMail mail) throws MailFailure {
        Letter.check(mail);
        // Interrupting a virtual thread closes the socket that it reads or writes, whatever the library does with it.
        FutureTask<Boolean> sending = new FutureTask<>(() -> {
            mailer.sendMail(message(mail)).join();
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

    private Email message(OutgoingMail mail) {
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
        return builder.buildEmail();
    }
}
