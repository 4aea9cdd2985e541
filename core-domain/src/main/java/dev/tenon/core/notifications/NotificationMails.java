package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Digest;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Recipient;
import dev.tenon.ports.notifications.spi.NotificationMailStore.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes mails of notifications, after the commit that made them and in bounded commits of its own: for each person at once, or
 * collected until the person's window closes, which opens at the first of them. What is queued, collected or left out is noted in
 * the same commit, so each is decided on once. Never for what has expired or was read meanwhile.
 */
final class NotificationMails {

    private static final Actor ACTOR = Actor.system("mail-notifications");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DIGEST_PAUSE = Duration.ofSeconds(5);
    private static final int PEOPLE_AT_ONCE = 100;
    private static final int DIGESTS_AT_ONCE = 20;

    /** So many of a digest are told in one commit; what is left follows in the next. */
    private static final int DIGESTED_AT_ONCE = 200;

    /** So many characters of messages, or a little more, stand in one mail; what is left follows in another. */
    private static final int LONGEST_DIGEST = 20_000;

    /** How much of a message stands in a subject. */
    private static final int LONGEST_SUMMARY = 100;

    private final Kernel kernel;
    private final UnsubscribeLinks unsubscribing;
    private final NotificationMailStore store;

    NotificationMails(Kernel kernel, UnsubscribeLinks unsubscribing) {
        this.kernel = kernel;
        this.unsubscribing = unsubscribing;
        this.store = kernel.storage().notificationMails();
    }

    List<BackgroundJob> jobs() {
        return List.of(
                Job.of("mail-notifications", PAUSE, this::decide),
                Job.of("mail-notification-digests", DIGEST_PAUSE, this::closeDigests));
    }

    // ---- each one

    private int decide() {
        if (!store.hasWaiting()) {
            return 0;
        }
        Instant now = kernel.now();
        return kernel.changes()
                .commit(
                        ACTOR,
                        now,
                        change -> store.claimWaiting()
                                .map(waiting -> decide(change, waiting))
                                .orElse(0));
    }

    private int decide(Change change, Waiting waiting) {
        Notification notification = waiting.notification();
        boolean isOver = notification.hasExpiredAt(change.now())
                || (!notification.isForMembers() && notification.status() == NotificationStatus.READ);
        List<Recipient> recipients =
                isOver ? List.of() : store.recipients(notification, waiting.mailedThrough(), PEOPLE_AT_ONCE);
        recipients.forEach(recipient -> decide(change, notification, recipient));
        boolean isLast = recipients.size() < PEOPLE_AT_ONCE;
        store.decided(
                notification.id(),
                isLast ? null : recipients.get(recipients.size() - 1).person());
        return Math.max(1, recipients.size());
    }

    private void decide(Change change, Notification notification, Recipient recipient) {
        NotificationPreferences preferences = PreferenceRule.preferences(recipient.preferences());
        if (!preferences.wantsByMail(notification.type(), notification.topic())) {
            return;
        }
        if (preferences.digestMinutes() == 0 || notification.topic().equals(NotificationTopic.SECURITY)) {
            change.mail(mail(notification, recipient));
            return;
        }
        Instant opens = change.now();
        Instant closes = opens.plus(Duration.ofMinutes(preferences.digestMinutes()));
        store.collect(new Digest(recipient.person(), opens, closes), notification.id());
    }

    private MailDraft mail(Notification notification, Recipient recipient) {
        MailDraft lasting = new MailDraft(
                EmailType.NOTIFICATION,
                recipient.email(),
                recipient.person(),
                Map.of(
                        EmailValue.SUMMARY.valueName(), start(notification.message(), LONGEST_SUMMARY),
                        EmailValue.MESSAGE.valueName(), whole(notification)),
                "notification:" + notification.id() + ":" + recipient.person());
        MailDraft draft = notification.expiresAt() == null ? lasting : lasting.until(notification.expiresAt());
        MailDraft written =
                notification.organizationId() == null ? draft : draft.inTheNameOf(notification.organizationId());
        return notification.topic().equals(NotificationTopic.SECURITY)
                ? written
                : written.switchedOffAt(unsubscribing.link(recipient.person(), notification.topic()));
    }

    // ---- many in one

    private int closeDigests() {
        int closed = 0;
        while (closed < DIGESTS_AT_ONCE && store.hasClosing(kernel.now()) && closeDigest()) {
            closed++;
        }
        return closed;
    }

    private boolean closeDigest() {
        Instant now = kernel.now();
        return kernel.changes().commit(ACTOR, now, change -> {
            Optional<Digest> closing = store.claimClosing(now);
            closing.ifPresent(digest -> close(change, digest));
            return closing.isPresent();
        });
    }

    private void close(Change change, Digest digest) {
        UserId person = digest.person();
        Recipient recipient = store.recipient(person).orElse(null);
        if (recipient == null) {
            store.close(person);
            return;
        }
        List<Notification> collected = store.collected(person, change.now(), DIGESTED_AT_ONCE);
        // What the person has switched off meanwhile is not sent any more.
        NotificationPreferences preferences = PreferenceRule.preferences(recipient.preferences());
        List<Notification> wanted = collected.stream()
                .filter(each -> preferences.wantsByMail(each.type(), each.topic()))
                .toList();
        parts(wanted).forEach(part -> change.mail(mail(digest, part, recipient)));
        if (collected.size() < DIGESTED_AT_ONCE) {
            store.close(person);
        } else {
            store.told(person, collected.stream().map(Notification::id).toList());
        }
    }

    /** As many in each as one mail tells, in their order. */
    private static List<List<Notification>> parts(List<Notification> wanted) {
        List<List<Notification>> parts = new ArrayList<>();
        int length = LONGEST_DIGEST;
        for (Notification each : wanted) {
            if (length >= LONGEST_DIGEST) {
                parts.add(new ArrayList<>());
                length = 0;
            }
            parts.get(parts.size() - 1).add(each);
            length += whole(each).length();
        }
        return parts;
    }

    private MailDraft mail(Digest digest, List<Notification> part, Recipient recipient) {
        Notification first = part.get(0);
        if (part.size() == 1) {
            return mail(first, recipient);
        }
        String told = part.stream().map(each -> "– " + whole(each)).collect(Collectors.joining("\n"));
        return new MailDraft(
                        EmailType.NOTIFICATION_DIGEST,
                        recipient.email(),
                        recipient.person(),
                        Map.of(
                                EmailValue.COUNT.valueName(),
                                Integer.toString(part.size()),
                                EmailValue.MESSAGE.valueName(),
                                told),
                        "notification-digest:" + digest.person() + ":" + digest.openedAt() + ":" + first.id())
                .switchedOffAt(unsubscribing.link(recipient.person(), null));
    }

    /** The message and, on a line of its own, where it leads: who gets it by mail alone sees it nowhere else. */
    private static String whole(Notification notification) {
        return notification.actionUrl() == null
                ? notification.message()
                : notification.message() + "\n" + notification.actionUrl();
    }

    /** The first so many characters, on one line. */
    private static String start(String message, int most) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)).strip() + "…";
    }
}
