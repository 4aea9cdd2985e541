package dev.tenon.core.billing;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.Organization;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people are told of what the clock, or a missing payment, makes of their subscription. Of an organization's, its main owner is
 * told.
 */
record SubscriptionNews(Storage storage) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** The trial ends soon. */
    void trialEnding(Change change, Subscription subscription, Instant end) {
        String until = end.atZone(subscription.zone()).format(DAY);
        reader(subscription).ifPresent(reader -> {
            MailDraft mail = new MailDraft(
                    EmailType.TRIAL_ENDING,
                    reader.email(),
                    reader.id(),
                    Map.of("plan", plan(subscription), "until", end.toString()),
                    EmailType.TRIAL_ENDING.typeName() + ":" + subscription.id());
            OrganizationId organization = subscription.organizationId();
            change.mail(organization == null ? mail : mail.inTheNameOf(organization));
        });
        notify(change, subscription, "The trial of " + plan(subscription) + " ends on " + until + ".", false);
    }

    /** It ended with nobody to pay. */
    void trialCanceled(Change change, Subscription subscription) {
        notify(
                change,
                subscription,
                "The trial of " + plan(subscription) + " is over. Subscribe to go on with it.",
                true);
    }

    /** The same, and the plan waits. */
    void trialPaused(Change change, Subscription subscription) {
        notify(
                change,
                subscription,
                "The trial of " + plan(subscription)
                        + " is over, and the subscription rests. Add a way to pay, and resume it.",
                true);
    }

    /** The first payment did not come in time. */
    void expiredUnpaid(Change change, Subscription subscription) {
        notify(
                change,
                subscription,
                "The subscription to " + plan(subscription) + " did not begin: it was not paid in time.",
                true);
    }

    /** Every try to collect is spent. */
    void canceledUnpaid(Change change, Subscription subscription) {
        notify(
                change,
                subscription,
                "The subscription to " + plan(subscription) + " has ended, since it was not paid.",
                true);
    }

    /** The same, and the plan waits. */
    void pausedUnpaid(Change change, Subscription subscription) {
        notify(
                change,
                subscription,
                "The subscription to " + plan(subscription) + " rests, since it was not paid. Resume it to go on.",
                true);
    }

    /** It ended as it was to. */
    void ended(Change change, Subscription subscription) {
        notify(change, subscription, "The subscription to " + plan(subscription) + " has ended.", false);
    }

    private void notify(Change change, Subscription subscription, String message, boolean isWarning) {
        reader(subscription).ifPresent(reader -> {
            NotificationDraft draft = NotificationDraft.to(reader.id(), NotificationTopic.BILLING, message)
                    .as(isWarning ? NotificationType.WARNING : NotificationType.INFO);
            OrganizationId organization = subscription.organizationId();
            change.notify(organization == null ? draft : draft.about(organization));
        });
    }

    private Optional<Account> reader(Subscription subscription) {
        OrganizationId organization = subscription.organizationId();
        Optional<UserId> person = organization == null
                ? Optional.of(subscription.userId())
                : storage.organizations().find(organization).map(Organization::ownerId);
        return person.flatMap(storage.accounts()::find).filter(Account::isActive);
    }

    private String plan(Subscription subscription) {
        return storage.plans().find(subscription.planId()).orElseThrow().name();
    }
}
