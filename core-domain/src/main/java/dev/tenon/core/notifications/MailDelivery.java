package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes mails from the outbox to the sender. A mail is claimed under a lease in one commit, sent outside any, and marked in
 * another, fenced by worker and attempt: a worker that was killed loses its claim when the lease runs out, and one that is
 * merely slow cannot mark what another took over. At least once, with the same Message-ID each time.
 */
final class MailDelivery implements BackgroundJob {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(30);
    private static final int CLAIMED_AT_ONCE = 20;

    private final Kernel kernel;
    private final EmailStore emails;
    private final MailSender sender;

    MailDelivery(Kernel kernel, MailSender sender) {
        this.kernel = kernel;
        this.emails = kernel.storage().emails();
        this.sender = sender;
    }

    @Override
    public String name() {
        return "deliver-mail";
    }

    @Override
    public Duration pause() {
        return Duration.ofMillis(500);
    }

    @Override
    public int run() {
        UUID worker = kernel.ids().next();
        Instant now = kernel.now();
        Instant leaseUntil = now.plus(LEASE);
        List<Claimed> claimed = commit(() -> emails.claim(worker, now, leaseUntil, CLAIMED_AT_ONCE));
        int done = 0;
        for (Claimed mail : claimed) {
            if (kernel.now().isAfter(leaseUntil.minus(LONGEST_SENDING))) {
                break;
            }
            deliver(worker, mail);
            done++;
        }
        return done;
    }

    private void deliver(UUID worker, Claimed claimed) {
        QueuedEmail email = claimed.email();
        Optional<MailBody> opened = kernel.secrets()
                .open(SealedOutbox.PURPOSE, claimed.sealedBody())
                .map(MailBody::read);
        if (opened.isEmpty()) {
            failed(worker, email, null, "The text was sealed under another secret.");
            return;
        }
        MailBody body = opened.get();
        try {
            sender.send(new OutgoingMail(
                    email.messageId(),
                    email.recipient(),
                    email.subject(),
                    body.text(),
                    body.html(),
                    body.unsubscribe()));
        } catch (MailFailure failure) {
            Instant retryAt = failure.isPermanent() ? null : retryAt(email);
            failed(worker, email, retryAt, String.valueOf(failure.getMessage()));
            return;
        }
        Instant now = kernel.now();
        commit(() -> emails.markSent(email.id(), worker, email.attempts(), now));
    }

    private @Nullable Instant retryAt(QueuedEmail email) {
        return RetrySchedule.next(email.id().value(), email.attempts(), kernel.now())
                .orElse(null);
    }

    private void failed(UUID worker, QueuedEmail email, @Nullable Instant retryAt, String reason) {
        commit(() -> emails.markFailed(email.id(), worker, email.attempts(), retryAt, reason));
    }

    private <T> T commit(Supplier<T> work) {
        return kernel.storage().unitOfWork().run(work);
    }
}
