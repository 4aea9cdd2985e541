package dev.tenon.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the mail server, used by one thread at a time. Knows whether a mail may have left by it. */
final class SmtpConnection extends SMTPTransport {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnection.class);
    private static final int LOWEST_REFUSAL = 400;
    /** The server is about to close the connection, whatever was said to it (RFC 5321 section 3.8). */
    private static final int CLOSING = 421;

    private int mails;
    private boolean whole;
    private long idleSince;

    private SmtpConnection(Session session, URLName server, String protocol, boolean tlsFromTheFirstByte) {
        super(session, server, protocol, tlsFromTheFirstByte);
    }

    static SmtpConnection open(Session session, SmtpUrl url) throws MessagingException {
        boolean tls = url.protection() == SmtpUrl.Protection.TLS;
        String protocol = tls ? "smtps" : "smtp";
        URLName server = new URLName(protocol, url.host(), url.port(), null, url.user(), url.password());
        SmtpConnection connection = new SmtpConnection(session, server, protocol, tls);
        connection.connect(url.host(), url.port(), url.user(), url.password());
        return connection;
    }

    void send(MimeMessage message) throws MessagingException {
        whole = false;
        message.saveChanges();
        sendMessage(message, message.getAllRecipients());
        mails++;
    }

    /** The end of the mail: from here on only the server's answer tells whether it has it. */
    @Override
    protected void finishData() throws IOException, MessagingException {
        whole = true;
        super.finishData();
    }

    /**
     * Whether what failed is a connection that had been idle and is none any more: it carried mails before, this one never went
     * out as a whole, and the server did not refuse it.
     */
    boolean wasStale() {
        int code = getLastReturnCode();
        return mails > 0 && !whole && (code < LOWEST_REFUSAL || code == CLOSING);
    }

    int mails() {
        return mails;
    }

    void rest() {
        idleSince = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    /** Says goodbye, if anybody listens. */
    void end() {
        try {
            close();
        } catch (MessagingException deaf) {
            LOG.debug(
                    "The mail server did not hear the end: {}", deaf.getClass().getSimpleName());
        }
    }
}
