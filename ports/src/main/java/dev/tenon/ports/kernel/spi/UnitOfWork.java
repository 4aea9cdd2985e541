package dev.tenon.ports.kernel.spi;

import java.util.function.Supplier;

/**
 * One commit. Stores refuse writes outside one. No network call, no hashing of passwords and no file transfer happens
 * inside one.
 */
public interface UnitOfWork {

    /**
     * Begins, does the work, and commits; rolls back if the work throws, and throws the same again.
     *
     * @throws IllegalStateException if a unit of work runs already in this thread
     */
    <T> T run(Supplier<T> work);

    /**
     * Reads in a snapshot: whatever is asked sees what was committed when the first question was asked, and nothing that came
     * later. Writes fail. Within a transaction that somebody else has begun, the snapshot is as good as that transaction's
     * isolation level.
     *
     * @throws IllegalStateException if a unit of work runs already in this thread
     */
    <T> T snapshot(Supplier<T> reading);
}
