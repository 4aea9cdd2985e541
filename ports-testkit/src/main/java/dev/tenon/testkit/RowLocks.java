package dev.tenon.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which transaction holds which row, until its end. Waiting is bounded, and a wait that would close a circle is refused at
 * once, as a database does.
 */
final class RowLocks {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ReentrantLock monitor = new ReentrantLock();
    private final Condition released = monitor.newCondition();
    private final Map<Row, Transaction> owners = new HashMap<>();
    private final Map<Transaction, Row> waits = new HashMap<>();

    /** A row of a table, there or not: also a key that is about to be taken can be locked. */
    record Row(Table<?, ?> table, Object key) {}

    /** Takes the row if nobody else holds it. */
    boolean tryLock(Transaction transaction, Row row) {
        monitor.lock();
        try {
            return take(transaction, row);
        } finally {
            monitor.unlock();
        }
    }

    /** Takes the row, and waits for whoever holds it. */
    void lock(Transaction transaction, Row row) {
        monitor.lock();
        try {
            long nanosLeft = LONGEST_WAIT.toNanos();
            while (!take(transaction, row)) {
                if (closesACircle(transaction, row)) {
                    throw new IllegalStateException("Deadlock: two units of work wait for each other's rows of "
                            + row.table() + "; lock rows in one order everywhere");
                }
                if (nanosLeft <= 0) {
                    throw new IllegalStateException(
                            "A row of " + row.table() + " was not free within " + LONGEST_WAIT.toSeconds() + " s");
                }
                waits.put(transaction, row);
                nanosLeft = released.awaitNanos(nanosLeft);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a row of " + row.table(), interrupted);
        } finally {
            waits.remove(transaction);
            monitor.unlock();
        }
    }

    /** Lets go of everything that the transaction holds. */
    void release(Transaction transaction) {
        monitor.lock();
        try {
            owners.keySet().removeAll(transaction.locked());
            released.signalAll();
        } finally {
            monitor.unlock();
        }
    }

    private boolean take(Transaction transaction, Row row) {
        @Nullable Transaction owner = owners.putIfAbsent(row, transaction);
        if (owner == null) {
            transaction.locked().add(row);
        }
        return owner == null || owner == transaction;
    }

    private boolean closesACircle(Transaction transaction, Row wanted) {
        @Nullable Row next = wanted;
        while (next != null) {
            @Nullable Transaction owner = owners.get(next);
            if (owner == transaction) {
                return true;
            }
            next = owner == null ? null : waits.get(owner);
        }
        return false;
    }
}
