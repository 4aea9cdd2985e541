package dev.tenon.testkit;

import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Transactions as PostgreSQL's READ COMMITTED has them: nobody sees what is not committed, a commit is seen as a whole, rows
 * that were written or locked stay locked until the end, and units of work that touch different rows run side by side.
 */
final class InMemoryUnitOfWork implements UnitOfWork {

    private final RowLocks locks = new RowLocks();
    private final ReentrantReadWriteLock commits = new ReentrantReadWriteLock();
    private final List<Consumer<Set<String>>> observers = new CopyOnWriteArrayList<>();
    // Of the storage, not of the class: a thread may work with two storages.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Transaction> present = new ThreadLocal<>();

    @Override
    public <T> T run(Supplier<T> work) {
        if (present.get() != null) {
            throw new IllegalStateException(
                    "A unit of work runs already in this thread; do the work in it instead of beginning another");
        }
        Transaction transaction = new Transaction();
        present.set(transaction);
        T result;
        try {
            result = work.get();
            commit(transaction);
        } finally {
            present.remove();
            transaction.written().forEach(table -> table.forget(transaction));
            locks.release(transaction);
        }
        transaction.afterCommit().forEach(Runnable::run);
        return result;
    }

    @Override
    public <T> T snapshot(Supplier<T> reading) {
        if (present.get() != null) {
            throw new IllegalStateException(
                    "A unit of work runs already in this thread; do the work in it instead of beginning another");
        }
        return reading(reading);
    }

    /** For the few writes that need no unit of work: in the present one if there is one, else in one of its own. */
    void joinOrRun(Runnable work) {
        if (present.get() != null) {
            work.run();
            return;
        }
        this.<Boolean>run(() -> {
            work.run();
            return true;
        });
    }

    /** Reads while nobody commits, so that what was written together is seen together. Must not wait for a row. */
    <T extends @Nullable Object> T reading(Supplier<T> read) {
        commits.readLock().lock();
        try {
            return read.get();
        } finally {
            commits.readLock().unlock();
        }
    }

    /** The tables that each commit changed while this ran, in the order of the commits. */
    List<Set<String>> commitsOf(Runnable work) {
        List<Set<String>> seen = new CopyOnWriteArrayList<>();
        Consumer<Set<String>> observer = seen::add;
        observers.add(observer);
        try {
            work.run();
        } finally {
            observers.remove(observer);
        }
        return List.copyOf(seen);
    }

    RowLocks locks() {
        return locks;
    }

    @Nullable
    Transaction present() {
        return present.get();
    }

    /** The present transaction; stores refuse writes without one. */
    Transaction required() {
        @Nullable Transaction transaction = present.get();
        if (transaction == null) {
            throw new IllegalStateException("Writes happen in a unit of work; begin one with unitOfWork().run(...)");
        }
        return transaction;
    }

    private void commit(Transaction transaction) {
        commits.writeLock().lock();
        try {
            Set<String> changed = transaction.written().stream()
                    .filter(table -> table.isChangedBy(transaction))
                    .map(Table::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!changed.isEmpty()) {
                observers.forEach(observer -> observer.accept(changed));
            }
            transaction.written().forEach(table -> table.apply(transaction));
        } finally {
            commits.writeLock().unlock();
        }
    }
}
