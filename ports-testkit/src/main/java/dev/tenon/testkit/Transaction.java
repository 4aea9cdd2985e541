package dev.tenon.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one unit of work has touched; used by its own thread, except for the locks, which {@link RowLocks} guards. */
final class Transaction {

    private final Set<Table<?, ?>> written = new HashSet<>();
    private final Set<RowLocks.Row> locked = new HashSet<>();

    private final List<Runnable> afterCommit = new ArrayList<>();

    /** Has this done once the transaction is committed. */
    void afterCommit(Runnable then) {
        afterCommit.add(then);
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }

    Set<Table<?, ?>> written() {
        return written;
    }

    Set<RowLocks.Row> locked() {
        return locked;
    }
}
