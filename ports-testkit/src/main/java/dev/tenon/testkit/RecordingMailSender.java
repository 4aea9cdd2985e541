package dev.tenon.testkit;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the mails that were sent, the last {@value #CAPACITY} of them, and fails when it is told to. */
public final class RecordingMailSender implements MailSender {

    /** How many mails are kept; beyond it the oldest is forgotten. */
    public static final int CAPACITY = 10_000;

    private final Deque<OutgoingMail> sent = new ArrayDeque<>();
    private int failuresLeft;
    private boolean permanent;

    @Override
    public synchronized void send(OutgoingMail mail) throws MailFailure {
        if (failuresLeft > 0) {
            failuresLeft--;
            throw new MailFailure(permanent ? "550 the mailbox does not exist" : "451 the server is busy", permanent);
        }
        if (sent.size() == CAPACITY) {
            sent.removeFirst();
        }
        sent.addLast(mail);
    }

    /** The next so many mails fail, and another try may succeed. */
    public synchronized void failNext(int times) {
        failuresLeft = times;
        permanent = false;
    }

    /** The next so many mails are refused for good. */
    public synchronized void refuseNext(int times) {
        failuresLeft = times;
        permanent = true;
    }

    /** Mails go out again. */
    public synchronized void recover() {
        failuresLeft = 0;
    }

    /** The mails that went out, oldest first. */
    public synchronized List<OutgoingMail> sent() {
        return List.copyOf(sent);
    }

    /** The mails that went out to this address, oldest first. */
    public List<OutgoingMail> sentTo(EmailAddress recipient) {
        return sent().stream()
                .filter(mail -> mail.recipient().equals(recipient))
                .toList();
    }

    /** The last mail that went out. */
    public synchronized Optional<OutgoingMail> last() {
        @Nullable OutgoingMail last = sent.peekLast();
        return Optional.ofNullable(last);
    }

    /** Forgets the mails that went out. */
    public synchronized void clear() {
        sent.clear();
    }
}
