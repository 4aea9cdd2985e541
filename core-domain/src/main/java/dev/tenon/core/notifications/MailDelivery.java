package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.core.notifications.ClaimedMails.Held;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of the workers that take mails from the outbox to the sender. A mail is claimed under a lease in one commit, sent outside
 * any, and marked in another of its own, fenced by worker and attempt: a worker that was killed loses its claim when the lease
 * runs out, and one that is merely slow cannot mark what another took over. At least once, with the same Message-ID each
 * time; what is in the hands of a worker that is killed, one mail, may arrive twice.
 */
final class MailDelivery implements BackgroundJob {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_OF_HELPERS = Duration.ofSeconds(2);

    private final int number;
    private final Kernel kernel;
    private final EmailStore emails;
    private final MailSender sender;
    private final ClaimedMails claimed;

    private MailDelivery(int number, Kernel kernel, MailSender sender, ClaimedMails claimed) {
        this.number = number;
        this.kernel = kernel;
        this.emails = kernel.storage().emails();
        this.sender = sender;
        this.claimed = claimed;
    }

    /** So many workers, which share what they claim. */
    static List<BackgroundJob> workers(int count, Kernel kernel, MailSender sender) {
        ClaimedMails claimed = new ClaimedMails(kernel);
        return IntStream.rangeClosed(1, count)
                .<BackgroundJob>mapToObj(number -> new MailDelivery(number, kernel, sender, claimed))
                .toList();
    }

    @Override
    public String name() {
        return "deliver-mail-" + number;
    }

    /** One of them looks often; the others do when it is busy, or waits for a slow server. */
    @Override
    public Duration pause() {
        return number == 1 ? PAUSE : PAUSE_OF_HELPERS;
    }

    @Override
    public int run() {
        claimed.markSent();
        int done = 0;
        while (done < ClaimedMails.AT_ONCE) {
            claimed.fill();
            Optional<Held> next = claimed.take();
            if (next.isEmpty()) {
                break;
            }
            deliver(next.get());
            done++;
        }
        return done;
    }

    private void deliver(Held held) {
        QueuedEmail email = held.mail().email();
        if (email.attempts() > RetrySchedule.TRIES) {
            // A try that comes to no end is not marked as failed; so many do not happen to a mail by chance.
            failed(held, false, "It was tried " + RetrySchedule.TRIES + " times, and no try came to an end.");
        } else if (email.hasExpiredAt(kernel.now())) {
            failed(held, false, "It was too late to send it: what it says is over, or its link works no more.");
        } else {
            kernel.secrets()
                    .open(SealedOutbox.PURPOSE, held.mail().sealedBody())
                    .map(MailBody::read)
                    .ifPresentOrElse(
                            body -> send(held, body),
                            () -> failed(held, false, "The text was sealed under another secret."));
        }
    }

    private void send(Held held, MailBody body) {
        QueuedEmail email = held.mail().email();
        try {
            sender.send(new OutgoingMail(
                    email.messageId(),
                    email.recipient(),
                    email.subject(),
                    body.text(),
                    body.html(),
                    body.unsubscribe()));
        } catch (MailFailure failure) {
            failed(held, !failure.isPermanent(), String.valueOf(failure.getMessage()));
            return;
        } catch (RuntimeException bug) {
            failed(held, true, "The sender failed: " + bug.getClass().getSimpleName());
            throw bug;
        }
        claimed.sent(held);
    }

    private void failed(Held held, boolean again, String reason) {
        QueuedEmail email = held.mail().email();
        Optional<Instant> next =
                again ? RetrySchedule.next(email.id().value(), email.attempts(), kernel.now()) : Optional.empty();
        kernel.storage()
                .unitOfWork()
                .run(() -> emails.markFailed(email.id(), held.worker(), email.attempts(), next.orElse(null), reason));
    }
}
