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
}
