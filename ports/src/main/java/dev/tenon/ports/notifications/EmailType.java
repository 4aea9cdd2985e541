package dev.tenon.ports.notifications;

import java.util.Locale;

/** What a mail is about. */
public enum EmailType {
    /** A link that verifies an address. */
    VERIFICATION,
    /** Somebody registered with an address that has an account. */
    ACCOUNT_EXISTS;

    /** The name in tables and answers, e.g. {@code account-exists}. */
    public String typeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
