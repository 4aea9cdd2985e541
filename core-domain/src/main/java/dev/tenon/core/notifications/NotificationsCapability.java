package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
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

    /** Builds the rest; without a sender the mails stay in the outbox. */
    public static NotificationsCapability of(Kernel kernel, @Nullable MailSender sender) {
        Emails emails = new EmailService(kernel);
        return new NotificationsCapability(
                emails, sender == null ? List.of() : List.of(new MailDelivery(kernel, sender)));
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
