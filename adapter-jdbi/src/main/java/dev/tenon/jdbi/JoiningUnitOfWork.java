package dev.tenon.jdbi;

import dev.tenon.jdbi.kernel.Failures;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Work within a transaction that somebody else has begun and will end. A savepoint makes the work happen as a whole or
 * not at all, so that the transaction can go on after a refusal.
 */
final class JoiningUnitOfWork implements UnitOfWork {

    private static final String SAVEPOINT = "tenon";

    private final Handles handles;

    JoiningUnitOfWork(Handles handles) {
        this.handles = handles;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        try (Handle handle = handles.open()) {
            if (!handle.isInTransaction()) {
                throw new IllegalStateException("The connection to join has no transaction open; set autocommit off");
            }
            handle.savepoint(SAVEPOINT);
            return joined(handle, work);
        } catch (JdbiException failure) {
            throw Failures.refused(failure);
        }
    }

    @Override
    public <T> T snapshot(Supplier<T> reading) {
        return run(reading);
    }

    private <T> T joined(Handle handle, Supplier<T> work) {
        boolean done = false;
        try {
            T result = handles.within(handle, work);
            done = true;
            return result;
        } finally {
            if (done) {
                handle.releaseSavepoint(SAVEPOINT);
            } else {
                handle.rollbackToSavepoint(SAVEPOINT);
            }
        }
    }
}
