package dev.tenon.ports.notifications;

import java.util.Locale;

/** What a mail is about. */
public enum EmailType {
    /** A link that verifies an address. */
    VERIFICATION,
    /** A link that sets a new password. */
    PASSWORD_RESET,
    /** The password was changed or reset. */
    PASSWORD_CHANGED,
    /** To a new address: a link that makes it the account's. */
    EMAIL_CHANGE,
    /** To the present address: another one was asked for. */
    EMAIL_CHANGE_REQUESTED,
    /** To the old address: it is no longer the account's, with a link that undoes it. */
    EMAIL_CHANGED,
    /** To the address that an account came back to. */
    EMAIL_CHANGE_UNDONE,
    /** Somebody signed in with a device that was not seen before. */
    NEW_DEVICE,
    /** Sign-ins ask for a second factor from now on. */
    SECOND_FACTOR_ENABLED,
    /** Sign-ins no longer ask for a second factor. */
    SECOND_FACTOR_DISABLED,
    /** An administrator took the second factor away. */
    SECOND_FACTOR_REMOVED,
    /** There are new recovery codes. */
    RECOVERY_CODES_REPLACED,
    /** A recovery code was used to sign in. */
    RECOVERY_CODE_USED,
    /** An account elsewhere opens this one from now on. */
    SOCIAL_LOGIN_LINKED,
    /** An account elsewhere opens this one no more. */
    SOCIAL_LOGIN_UNLINKED,
    /** A passkey opens the account from now on. */
    PASSKEY_ADDED,
    /** A passkey opens the account no more. */
    PASSKEY_REMOVED,
    /** There is a new API key. */
    API_KEY_CREATED,
    /** An administrator works in the person's name. */
    IMPERSONATION,
    /** Somebody registered with an address that has an account. */
    ACCOUNT_EXISTS;

    /** The name in tables and answers, e.g. {@code account-exists}. */
    public String typeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
