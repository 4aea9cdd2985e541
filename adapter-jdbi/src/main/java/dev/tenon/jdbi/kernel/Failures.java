package dev.tenon.jdbi.kernel;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failure of the database means: a refusal that callers know, a reason to try again, or a bug. SQLSTATE decides
 * (PostgreSQL, appendix A), never the message, which depends on the server's language.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int DEEPEST_CAUSE = 16;

    private static final Set<String> TRY_AGAIN = Set.of(
            "40001", // serialization_failure
            "40P01"); // deadlock_detected

    private static final Set<String> BUSY = Set.of(
            "25006", // read_only_sql_transaction: a standby that was a primary a moment ago
            "55P03", // lock_not_available: lock_timeout
            "57014", // query_canceled
            "57P01", // admin_shutdown
            "57P02", // crash_shutdown
            "57P03"); // cannot_connect_now

    /** Of a whole class of states: connection exceptions, and resources that ran out. */
    private static final Set<String> BUSY_CLASSES = Set.of("08", "53");

    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();
    private static final AtomicLong LAST_WARNING = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    private Failures() {}

    /** Whether the database broke the transaction off to let another one go on: doing it again may well succeed. */
    public static boolean canBeTriedAgain(Throwable failure) {
        @Nullable SQLException cause = sqlException(failure);
        return cause != null && cause.getSQLState() != null && TRY_AGAIN.contains(cause.getSQLState());
    }

    /** The refusal that this failure is, or the failure itself if it is a bug. */
    public static RuntimeException refused(JdbiException failure) {
        @Nullable SQLException cause = sqlException(failure);
        if (failure instanceof ConnectionException) {
            warn("No connection to the database", failure);
            return busy(
                    cause instanceof SQLTransientConnectionException && cause.getCause() == null
                            ? "Every connection to the database is in use."
                            : "The database cannot be reached just now.");
        }
        if (cause == null) {
            return failure;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (TRY_AGAIN.contains(state)) {
            warn("The database kept breaking the transaction off", failure);
            return busy("Too many changes of the same thing at once.");
        }
        boolean isBusy = BUSY.contains(state) || (state.length() == 5 && BUSY_CLASSES.contains(state.substring(0, 2)));
        if (isBusy) {
            warn("The database did not do its work", failure);
            return busy("The database cannot answer just now.");
        }
        if (state.equals("22021")) { // character_not_in_repertoire: U+0000, which PostgreSQL keeps in no text
            return RequestRefusal.INVALID.because("Remove the NUL character.");
        }
        @Nullable RefusalCode broken = Constraints.refusal(constraint(cause));
        return broken == null ? failure : broken.refusal();
    }

    private static Refusal busy(String what) {
        return RequestRefusal.BUSY.because(what + " Try again in a moment.").withRetryAfter(RETRY_AFTER);
    }

    private static @Nullable String constraint(SQLException cause) {
        if (cause instanceof PSQLException fromServer) {
            @Nullable ServerErrorMessage message = fromServer.getServerErrorMessage();
            return message == null ? null : message.getConstraint();
        }
        return null;
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException found) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** A refusal has no cause, so the operator reads it here; once in a while, for an outage refuses thousands. */
    private static void warn(String what, JdbiException failure) {
        long now = System.nanoTime();
        long last = LAST_WARNING.get();
        if (now - last >= QUIET_NANOS && LAST_WARNING.compareAndSet(last, now)) {
            @Nullable SQLException cause = sqlException(failure);
            LOG.warn("{}: {}", what, cause == null ? failure.getMessage() : described(cause));
        }
    }

    /** Without the statement and without the values that the server quotes. */
    private static String described(SQLException cause) {
        @Nullable Throwable root = cause.getCause();
        return cause.getMessage() + " (SQLSTATE " + cause.getSQLState() + ")"
                + (root == null ? "" : ", since: " + root.getMessage());
    }
}
