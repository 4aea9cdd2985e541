package dev.tenon.testkit;

import java.util.HashSet;
import java.util.Set;

/** What one unit of work has touched; used by its own thread, except for the locks, which {@link RowLocks} guards. */
final class Transaction {

    private final Set<Table<?, ?>> written = new HashSet<>();
    private final Set<RowLocks.Row> locked = new HashSet<>();

    Set<Table<?, ?>> written() {
        return written;
    }

    Set<RowLocks.Row> locked() {
        return locked;
    }
}
