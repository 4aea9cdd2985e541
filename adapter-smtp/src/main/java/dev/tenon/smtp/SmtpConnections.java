package dev.tenon.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are kept for the next mail: a new one with TLS and a password costs a dozen round trips, one that is there
 * costs four. Each carries one mail at a time, so there are never more than mails under way; one that failed in any way
 * is not used again, and those that nobody wants are closed soon.
 */
final class SmtpConnections {

    private static final int MOST_IDLE = 64;

    /** Many servers let no more pass by one connection. */
    private static final int MOST_MAILS = 100;

    private final Session session;
    private final SmtpUrl url;
    private final Duration idle;
    private final Deque<SmtpConnection> idling = new ArrayDeque<>();
    private boolean sweeping;

    SmtpConnections(Session session, SmtpUrl url, Duration idle) {
        this.session = session;
        this.url = url;
        this.idle = idle;
    }

    /**
     * Sends by a connection that is there, or a new one. If the one that was there turns out to be closed before the mail went
     * out as a whole, a new one is tried at once: nothing was sent, so this is no failure of the mail.
     */
    void send(MimeMessage message) throws MessagingException {
        SmtpConnection kept = take();
        if (kept != null && sentByKept(kept, message)) {
            return;
        }
        SmtpConnection fresh = SmtpConnection.open(session, url);
        try {
            fresh.send(message);
        } catch (MessagingException | RuntimeException failure) {
            fresh.end();
            throw failure;
        }
        keep(fresh);
    }

    private boolean sentByKept(SmtpConnection kept, MimeMessage message) throws MessagingException {
        try {
            kept.send(message);
        } catch (MessagingException | RuntimeException failure) {
            boolean stale = kept.wasStale() && !Thread.currentThread().isInterrupted();
            kept.end();
            if (stale) {
                return false;
            }
            throw failure;
        }
        keep(kept);
        return true;
    }

    /** The one that was used last: so those that are too many grow old. */
    private @Nullable SmtpConnection take() {
        synchronized (idling) {
            return idling.pollFirst();
        }
    }

    private void keep(SmtpConnection connection) {
        connection.rest();
        boolean kept;
        synchronized (idling) {
            kept = connection.mails() < MOST_MAILS && idling.size() < MOST_IDLE;
            if (kept) {
                idling.addFirst(connection);
                if (!sweeping) {
                    sweeping = true;
                    Thread.ofVirtual().name("smtp-sweep").start(this::sweep);
                }
            }
        }
        if (!kept) {
            connection.end();
        }
    }

    /** Closes what was idle for too long, until nothing is left. */
    private void sweep() {
        try {
            while (true) {
                Thread.sleep(idle);
                List<SmtpConnection> old = new ArrayList<>();
                boolean done;
                synchronized (idling) {
                    while (!idling.isEmpty() && idling.getLast().idleNanos() >= idle.toNanos()) {
                        old.add(idling.removeLast());
                    }
                    done = idling.isEmpty();
                    sweeping = !done;
                }
                old.forEach(SmtpConnection::end);
                if (done) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
