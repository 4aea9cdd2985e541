package dev.tenon.jdbi.migration;

import org.jspecify.annotations.Nullable;

/**
 * The schema is not what it has to be, and could not be made so. The message is for the operator: what is wrong, and what
 * to do. Nothing was half done: each change set is one transaction.
 */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** The database cannot be reached, or did not answer. */
        UNREACHABLE,
        /** Not PostgreSQL 15 or newer, or not in UTF-8. */
        UNSUPPORTED_DATABASE,
        /** A newer version of Tenon migrated the database. */
        NEWER_SCHEMA,
        /** A change set that ran is not what it was. */
        CHANGE_SET_EDITED,
        /** A change set failed; those before it stay. */
        CHANGE_SET_FAILED,
        /** Another process is migrating, and did not finish in time. */
        LOCKED,
        /** There is no such tag to roll back to. */
        UNKNOWN_TAG,
        /** There is no such change set. */
        UNKNOWN_CHANGE_SET
    }

    private final Reason reason;

    MigrationException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    MigrationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** What went wrong, for programs. */
    public Reason reason() {
        return reason;
    }
}
