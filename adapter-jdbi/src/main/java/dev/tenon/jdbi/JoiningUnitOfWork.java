package dev.tenon.jdbi;

import dev.tenon.jdbi.kernel.Failures;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Work within a transaction that somebody else has begun and will end. A savepoint makes the work happen as a whole or
 * not at all, so that the transaction can go on after a refusal. Where there is no such transaction, the work has one of its own.
 */
final class JoiningUnitOfWork implements UnitOfWork {

    private static final String SAVEPOINT = "tenon";

    private final Handles handles;
    private final UnitOfWork own;

    JoiningUnitOfWork(Handles handles) {
        this.handles = handles;
        this.own = new JdbiUnitOfWork(handles);
    }

    @Override
    public <T> T run(Supplier<T> work) {
        return handles.ownsTransactions() ? own.run(work) : join(work, true);
    }

    @Override
    public <T> T snapshot(Supplier<T> reading) {
        return handles.ownsTransactions() ? own.snapshot(reading) : join(reading, false);
    }

    private <T> T join(Supplier<T> work, boolean writes) {
        try (Handle handle = handles.open()) {
            if (!handle.isInTransaction()) {
                throw new IllegalStateException("The connection to join has no transaction open; set autocommit off");
            }
            if (writes && handle.getConnection().isReadOnly()) {
                throw new IllegalStateException(
                        "The transaction to join is read-only; begin one that may write, or call Tenon outside of it");
            }
            handle.savepoint(SAVEPOINT);
            return joined(handle, work);
        } catch (JdbiException failure) {
            throw Failures.refused(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("The connection to join does not say whether it may write", failure);
        }
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
