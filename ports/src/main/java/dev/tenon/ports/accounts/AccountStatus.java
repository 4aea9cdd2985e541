package dev.tenon.ports.accounts;

/** What an account may do. Anything but {@link #ACTIVE} ends its sessions and keys at their next request. */
public enum AccountStatus {
    ACTIVE,
    /** Put to rest; can be activated again. */
    INACTIVE,
    /** Shut out by an administrator; can be activated again. */
    BANNED,
    /** The person's data is gone. Final. */
    ERASED
}
