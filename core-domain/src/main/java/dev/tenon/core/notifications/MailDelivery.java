package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.core.notifications.ClaimedMails.Held;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the workers that take mails from the outbox to the sender. A mail is claimed under a lease in one commit, sent outside
 * any, and marked in another of its own, a failure fenced by worker and attempt: a worker that was killed loses its claim when
 * the lease runs out, and one that is merely slow cannot give up what another took over. What the world has is marked whoever has
 * claimed it. At least once, with the same Message-ID each
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
    static List<BackgroundJob> workers(int count, Kernel kernel, MailWriter writer, MailSender sender) {
        ClaimedMails claimed = new ClaimedMails(kernel, writer);
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
        List<RuntimeException> problems = new ArrayList<>();
        tellTwice(claimed.markSent(), problems);
        int done = 0;
        while (done < ClaimedMails.AT_ONCE) {
            claimed.fill();
            Optional<Held> next = claimed.take();
            if (next.isEmpty()) {
                break;
            }
            try {
                deliver(next.get(), problems);
            } finally {
                claimed.outOfHands();
            }
            done++;
        }
        // What is wrong with one mail holds up none of the others, and is told of afterwards.
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return done;
    }

    /** What nobody has begun goes back at once, so that another server sends it; what is on its way may arrive and be marked. */
    @Override
    public void stop(Duration patience) {
        claimed.stop(patience);
    }

    private void deliver(Held held, List<RuntimeException> problems) {
        QueuedEmail email = held.mail().email();
        if (email.attempts() > RetrySchedule.TRIES) {
            // A try that comes to no end is not marked as failed; so many do not happen to a mail by chance.
            failed(held, null, false, "It was tried " + RetrySchedule.TRIES + " times, and no try came to an end.");
            return;
        }
        if (email.hasExpiredAt(kernel.now())) {
            failed(held, null, false, "It was too late to send it: what it says is over, or its link works no more.");
            return;
        }
        Optional<String> contents =
                kernel.secrets().open(SealedOutbox.PURPOSE, held.mail().sealedBody());
        if (contents.isEmpty()) {
            failed(held, null, false, "The text was sealed under another secret.");
            return;
        }
        OutgoingMail mail;
        try {
            mail = written(held, contents.get());
        } catch (RuntimeException bug) {
            failed(
                    held,
                    null,
                    true,
                    "It could not be written: " + bug.getClass().getSimpleName());
            problems.add(new IllegalStateException("The mail " + held.id() + " could not be written", bug));
            return;
        }
        send(held, mail, problems);
    }

    private static OutgoingMail written(Held held, String contents) {
        QueuedEmail email = held.mail().email();
        String subject = email.subject();
        if (!MailContents.areIn(contents) && subject != null) {
            MailBody body = MailBody.read(contents);
            return new OutgoingMail(
                    email.messageId(), email.recipient(), subject, body.text(), body.html(), body.unsubscribe());
        }
        MailContents known = MailContents.read(contents);
        RenderedEmail mail = held.batch().write(email, known);
        return new OutgoingMail(
                email.messageId(),
                email.recipient(),
                mail.subject(),
                mail.text(),
                mail.html(),
                known.unsubscribe(),
                known.replyTo(),
                known.references());
    }

    private void send(Held held, OutgoingMail mail, List<RuntimeException> problems) {
        try {
            sender.send(mail);
        } catch (MailFailure failure) {
            failed(held, mail.subject(), !failure.isPermanent(), String.valueOf(failure.getMessage()));
            return;
        } catch (RuntimeException bug) {
            failed(
                    held,
                    mail.subject(),
                    true,
                    "The sender failed: " + bug.getClass().getSimpleName());
            problems.add(bug);
            return;
        }
        tellTwice(claimed.sent(held, mail.subject()), problems);
    }

    private static void tellTwice(List<EmailId> twice, List<RuntimeException> problems) {
        for (EmailId id : twice) {
            problems.add(new IllegalStateException("The mail " + id
                    + " was marked by another server before this one could: it may have arrived twice"));
        }
    }

    private void failed(Held held, @Nullable String subject, boolean again, String reason) {
        QueuedEmail email = held.mail().email();
        Instant next = again
                ? RetrySchedule.next(email.id().value(), email.attempts(), kernel.now())
                        .orElse(null)
                : null;
        kernel.storage()
                .unitOfWork()
                .run(() -> emails.markFailed(email.id(), held.worker(), email.attempts(), subject, next, reason));
    }
}
