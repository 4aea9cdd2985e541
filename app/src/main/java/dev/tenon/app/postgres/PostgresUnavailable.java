package dev.tenon.app.postgres;

import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL cannot be had in this data directory. The message says why, and what to do about it; it is meant to be
 * shown to the operator as it is.
 */
public final class PostgresUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    PostgresUnavailable(Reason reason, String message) {
        this(reason, message, null);
    }

    PostgresUnavailable(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stands in the way, for callers that map it to an exit code. */
    public Reason reason() {
        return reason;
    }

    /** What can stand in the way of a database in the data directory. */
    public enum Reason {
        /** No PostgreSQL is packaged for this operating system and processor. */
        UNSUPPORTED_PLATFORM,
        /** PostgreSQL refuses to run as root, and no way to run it as somebody else was found. */
        NO_ACCOUNT,
        /** The data directory cannot be created, written or named in a command. */
        DIRECTORY_UNUSABLE,
        /** The disk has no room for the database. */
        DISK_FULL,
        /** The data directory was made by another major version of PostgreSQL. */
        OTHER_VERSION,
        /** No free port on the loopback address, or the port was taken between choosing and using it, repeatedly. */
        PORT_TAKEN,
        /** The server that runs does not know the password on file, and others are using it. */
        CREDENTIALS_LOST,
        /** The server runs with a setting that could lose answered work, or that listens to the network. */
        UNSAFE_SETTINGS,
        /** Somebody else holds the data directory: a start, a stop or a recovery that does not end. */
        BUSY,
        /** The server does not start for another reason; the message ends with what it logged. */
        START_FAILED
    }
}
