package dev.tenon.ports.notifications;

/**
 * Which mails go first while many wait. Of every batch a tenth is kept for those that come last, so that nothing waits for
 * ever.
 */
public enum EmailPriority {
    /** Somebody sits and waits for it: a link to verify an address, to set a password, to join. */
    URGENT(1),
    /** Tells somebody what happened. */
    NORMAL(5),
    /** Goes to many, or collects what can wait. */
    BULK(9);

    private final int rank;

    EmailPriority(int rank) {
        this.rank = rank;
    }

    /** The number in the table; smaller goes first. */
    public int rank() {
        return rank;
    }

    /** How a mail of this type goes. */
    public static EmailPriority of(EmailType type) {
        return switch (type) {
            case VERIFICATION, PASSWORD_RESET, EMAIL_CHANGE, EMAIL_CHANGED, ACCOUNT_EXISTS, INVITATION -> URGENT;
            case NOTIFICATION, NOTIFICATION_DIGEST -> BULK;
            default -> NORMAL;
        };
    }
}
