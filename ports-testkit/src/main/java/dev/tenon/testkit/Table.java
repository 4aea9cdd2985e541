package dev.tenon.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key. Whoever reads sees what was committed, and in a unit of work its own writes as well; whoever writes locks the
 * row until the commit.
 */
final class Table<K, R> {

    /** A row as a transaction leaves it; {@code null} if it removed it. */
    private record Written<R>(@Nullable R row) {}

    private final String name;
    private final InMemoryUnitOfWork unitOfWork;
    private final Map<K, R> committed = new LinkedHashMap<>();
    private final Map<Transaction, Map<K, Written<R>>> pending = new ConcurrentHashMap<>();

    Table(String name, InMemoryUnitOfWork unitOfWork) {
        this.name = name;
        this.unitOfWork = unitOfWork;
    }

    Optional<R> find(K key) {
        @Nullable Written<R> own = ownWrites().get(key);
        if (own != null) {
            return Optional.ofNullable(own.row());
        }
        return unitOfWork.reading(() -> Optional.ofNullable(committed.get(key)));
    }

    /** The row as committed, whatever the present unit of work did to it. */
    Optional<R> findCommitted(K key) {
        return unitOfWork.reading(() -> Optional.ofNullable(committed.get(key)));
    }

    /** The rows that match, in the order of their making. */
    List<R> rows(Predicate<R> condition) {
        List<R> found = new ArrayList<>();
        forEach((key, row) -> {
            if (condition.test(row)) {
                found.add(row);
            }
        });
        return found;
    }

    /** The keys of the rows that match, in the order of their making. */
    List<K> keys(Predicate<R> condition) {
        List<K> found = new ArrayList<>();
        forEach((key, row) -> {
            if (condition.test(row)) {
                found.add(key);
            }
        });
        return found;
    }

    private void forEach(BiConsumer<K, R> visit) {
        Map<K, Written<R>> own = ownWrites();
        Map<K, R> seen = own.isEmpty() ? committed : new LinkedHashMap<>();
        unitOfWork.reading(() -> {
            if (!own.isEmpty()) {
                seen.putAll(committed);
                own.forEach((key, written) -> leave(key, written, seen));
            }
            seen.forEach(visit);
            return true;
        });
    }

    /** Locks the row until the commit, and reads it as whoever held it before has left it. */
    Optional<R> lock(K key) {
        unitOfWork.locks().lock(unitOfWork.required(), new RowLocks.Row(this, key));
        return find(key);
    }

    /** Locks the row unless somebody else holds it; false if so. */
    boolean tryLock(K key) {
        return unitOfWork.locks().tryLock(unitOfWork.required(), new RowLocks.Row(this, key));
    }

    /** Adds a row; false if there is one of this key. */
    boolean insert(K key, R row) {
        if (lock(key).isPresent()) {
            return false;
        }
        write(key, new Written<>(row));
        return true;
    }

    void put(K key, R row) {
        lock(key);
        write(key, new Written<>(row));
    }

    /** Removes a row; false if there was none. */
    boolean remove(K key) {
        if (lock(key).isEmpty()) {
            return false;
        }
        write(key, new Written<>(null));
        return true;
    }

    /** Whether what the transaction wrote differs from what is there; called while nobody reads. */
    boolean isChangedBy(Transaction transaction) {
        @Nullable Map<K, Written<R>> writes = pending.get(transaction);
        return writes != null
                && writes.entrySet().stream()
                        .anyMatch(each -> !Objects.equals(each.getValue().row(), committed.get(each.getKey())));
    }

    /** Takes over what the transaction wrote; called while nobody reads. */
    void apply(Transaction transaction) {
        @Nullable Map<K, Written<R>> writes = pending.get(transaction);
        if (writes != null) {
            writes.forEach((key, written) -> leave(key, written, committed));
        }
    }

    private static <K, R> void leave(K key, Written<R> written, Map<K, R> rows) {
        @Nullable R row = written.row();
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    /** Forgets what the transaction wrote. */
    void forget(Transaction transaction) {
        pending.remove(transaction);
    }

    private void write(K key, Written<R> written) {
        Transaction transaction = unitOfWork.required();
        transaction.written().add(this);
        pending.computeIfAbsent(transaction, any -> new LinkedHashMap<>()).put(key, written);
    }

    private Map<K, Written<R>> ownWrites() {
        @Nullable Transaction present = unitOfWork.present();
        @Nullable Map<K, Written<R>> own = present == null ? null : pending.get(present);
        return own == null ? Map.of() : own;
    }

    @Override
    public String toString() {
        return name;
    }
}
