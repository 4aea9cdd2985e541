package dev.tenon.ports.notifications;

import java.util.regex.Pattern;

/**
 * What a notification is about: a word of small letters, digits and hyphens, 1 to 50 characters, by which people choose what they
 * want to hear of. An installation may have topics of its own.
 */
public record NotificationTopic(String value) {

    /** First, for the topics below are checked against it. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    /** The account's own security. It comes to whoever it is for, whatever they chose; only who may notify anybody uses it. */
    public static final NotificationTopic SECURITY = new NotificationTopic("security");

    /** Members, roles and invitations. */
    public static final NotificationTopic ORGANIZATION = new NotificationTopic("organization");

    /** Plans, invoices and payments. */
    public static final NotificationTopic BILLING = new NotificationTopic("billing");

    /** Files, shares and quotas. */
    public static final NotificationTopic DOCUMENTS = new NotificationTopic("documents");

    /** Support tickets. */
    public static final NotificationTopic SUPPORT = new NotificationTopic("support");

    /** Everything else. */
    public static final NotificationTopic GENERAL = new NotificationTopic("general");

    public NotificationTopic {
        if (!isTopic(value)) {
            throw new IllegalArgumentException("A topic is a word of 1 to 50 small letters, digits and hyphens");
        }
    }

    /** Whether this text can be a topic. */
    public static boolean isTopic(String text) {
        return WORD.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
