package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.MailSender;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.Notifier;
import dev.tenon.ports.notifications.spi.Outbox;
import java.net.URI;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Notifications: the way into this package. */
public record NotificationsCapability(Emails emails, Notifications notifications, List<BackgroundJob> jobs) {

    /** Builds the part that commits need. */
    public static Outbox outbox(EmailStore store, Ids ids, Secrets secrets) {
        return new SealedOutbox(store, ids, secrets);
    }

    /** Builds the other part that commits need. */
    public static Notifier notifier(NotificationStore store, Ids ids, URI baseUrl) {
        return new PostedNotifications(store, ids, new NotificationRules(baseUrl));
    }

    /** What the settings look like that this package reads. */
    public static List<SettingRule> settings() {
        return List.of(new LanguageRule(), new PreferenceRule());
    }

    /**
     * Builds the rest; without a sender the mails stay in the outbox.
     *
     * @param templates who writes the mails, in the language of whoever reads them, else in this one
     * @param workers how many mails this process sends at once
     * @param mailsKept how long mails are kept that were sent or given up; {@code null} for ever
     * @param kept for how long notifications are kept when they are over; {@code null} for ever
     */
    public static NotificationsCapability of(
            Kernel kernel,
            MailTemplates templates,
            Locale language,
            @Nullable MailSender sender,
            int workers,
            @Nullable Period mailsKept,
            URI baseUrl,
            NotificationPolicy policy,
            @Nullable Period kept) {
        StreamPlaces places = new StreamPlaces(kernel);
        NotificationService notifications = new NotificationService(
                kernel,
                new SentNotifications(kernel, new NotificationRules(baseUrl), policy),
                new LiveNotifications(kernel, places, policy));
        UnsubscribeLinks unsubscribing = new UnsubscribeLinks(kernel.secrets(), baseUrl);
        List<BackgroundJob> jobs = new ArrayList<>();
        if (sender != null) {
            MailWriter writer = new MailWriter(
                    kernel.storage().settings(), kernel.storage().organizations(), templates, language, baseUrl);
            jobs.addAll(MailDelivery.workers(workers, kernel, writer, sender));
        }
        jobs.addAll(new NotificationMails(kernel, unsubscribing).jobs());
        jobs.add(places.job());
        jobs.add(Job.forgetting(
                "forget-mails",
                kernel,
                mailsKept,
                before -> kernel.storage().emails().deleteBefore(before, Job.BATCH)));
        jobs.add(Job.forgetting(
                "forget-notifications",
                kernel,
                kept,
                before -> kernel.storage().notifications().deleteOver(before, Job.BATCH)));
        return new NotificationsCapability(new EmailService(kernel, unsubscribing), notifications, List.copyOf(jobs));
    }

    /** What notifications and mails hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                PersonalTable.erased("notifications"),
                PersonalTable.erased("notification_receipts"),
                PersonalTable.erased("notification_digest_items"),
                PersonalTable.erased("notification_digests"),
                PersonalTable.erased("email_queue"));
    }
}
