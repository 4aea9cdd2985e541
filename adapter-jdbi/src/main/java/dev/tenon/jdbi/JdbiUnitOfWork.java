package dev.tenon.jdbi;

import dev.tenon.jdbi.kernel.Failures;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Transactions on connections of our own, READ COMMITTED. When PostgreSQL breaks one off to resolve a deadlock, nothing
 * of it has happened, and the work runs again, a few times: it must not keep what a broken-off run gave it.
 */
final class JdbiUnitOfWork implements UnitOfWork {

    private static final int RUNS = 4;
    private static final int LONGEST_FIRST_PAUSE_MILLIS = 20;

    private final Handles handles;

    JdbiUnitOfWork(Handles handles) {
        this.handles = handles;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        for (int run = 1; ; run++) {
            try (Handle handle = handles.open()) {
                return handle.inTransaction(bound -> handles.within(bound, work));
            } catch (JdbiException failure) {
                if (run == RUNS || !Failures.canBeTriedAgain(failure)) {
                    throw Failures.refused(failure);
                }
            }
            pause(run);
        }
    }

    @Override
    public <T> T snapshot(Supplier<T> reading) {
        try (Handle handle = handles.open()) {
            return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, bound -> {
                bound.execute("SET TRANSACTION READ ONLY");
                return handles.within(bound, reading);
            });
        } catch (JdbiException failure) {
            throw Failures.refused(failure);
        }
    }

    /** A random while, so that those who met do not meet again. */
    private static void pause(int run) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_FIRST_PAUSE_MILLIS << run));
        } catch (InterruptedException interrupted) {
            // The next statement will find out, if it waits for anything.
            Thread.currentThread().interrupt();
        }
    }
}
