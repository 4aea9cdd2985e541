package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.Notifier;
import dev.tenon.ports.notifications.spi.Outbox;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notifications: the way into this package. */
public record NotificationsCapability(Emails emails, List<BackgroundJob> jobs) {

    /** Builds the part that commits need. */
    public static Outbox outbox(
            Storage storage, Ids ids, Secrets secrets, MailTemplates templates, Locale language, URI baseUrl) {
        MailWriter writer = new MailWriter(storage.settings(), storage.organizations(), templates, language, baseUrl);
        return new SealedOutbox(storage.emails(), ids, secrets, writer);
    }

    /** Builds the other part that commits need. */
    public static Notifier notifier(NotificationStore store, Ids ids, URI baseUrl) {
        return new PostedNotifications(store, ids, new NotificationRules(baseUrl));
    }

    /**
     * Builds the rest; without a sender the mails stay in the outbox.
     *
     * @param workers how many mails this process sends at once
     * @param kept how long mails are kept that were sent or given up; {@code null} for ever
     */
    public static NotificationsCapability of(
            Kernel kernel, URI baseUrl, @Nullable MailSender sender, int workers, @Nullable Period kept) {
        List<BackgroundJob> jobs = new ArrayList<>();
        if (sender != null) {
            jobs.addAll(MailDelivery.workers(workers, kernel, sender));
        }
        jobs.add(Job.of("forget-mails", Duration.ofMinutes(10), () -> forgetMails(kernel, kept)));
        return new NotificationsCapability(
                new EmailService(kernel, new UnsubscribeLinks(kernel.secrets(), baseUrl)), List.copyOf(jobs));
    }

    private static int forgetMails(Kernel kernel, @Nullable Period kept) {
        if (kept == null) {
            return 0;
        }
        Instant before = Retention.cutoff(kept, kernel.now());
        return kernel.storage().unitOfWork().run(() -> kernel.storage().emails().deleteBefore(before, Job.BATCH));
    }

    /** What notifications and mails hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                PersonalTable.erased("notifications"),
                PersonalTable.erased("notification_receipts"),
                PersonalTable.erased("email_queue"));
    }
}
