package dev.tenon.jdbi.kernel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The unit of work that a thread is in: its connection, and what it has to write before it asks or ends. */
final class Present {

    /** So that neither side can come to wait until the other reads: answers to so few fit into any socket's buffer. */
    private static final int MOST = 32;

    private static final Write.Bound LOCKS_GO_BEFORE_THE_DISK =
            Write.of("SET LOCAL synchronous_commit = off").bare();
    private static final Write.Bound COMMIT = Write.of("COMMIT").bare();

    final Handle handle;

    /** Whether the transaction is ours, and not somebody else's that the unit of work is part of. */
    final boolean isOurs;

    /** So many rows at most go in one statement. */
    private static final int MOST_TOGETHER = 500;

    /** Each list has writes of one kind that go as one. */
    private final List<List<Write.Bound>> writes = new ArrayList<>();

    private boolean isUnderLock;

    Present(Handle handle, boolean isOurs) {
        this.handle = handle;
        this.isOurs = isOurs;
    }

    void add(Write.Bound write) {
        List<Write.Bound> last = writes.isEmpty() ? List.of() : writes.get(writes.size() - 1);
        if (!last.isEmpty() && last.size() < MOST_TOGETHER && last.get(0).goesWith(write)) {
            last.add(write);
            return;
        }
        if (writes.size() == MOST) {
            flush();
        }
        writes.add(new ArrayList<>(List.of(write)));
    }

    void underLock() {
        isUnderLock = true;
    }

    /** Writes what is to be written, in one trip. */
    void flush() {
        if (!writes.isEmpty()) {
            send();
        }
    }

    /**
     * Writes what is to be written and commits, in one trip. With a lock that everybody waits for, the commit gives it back
     * before it is on disk, and the wait for the disk comes after it: so those behind come to the disk together with this one
     * instead of one after the other. Nobody is answered earlier, and whoever has seen what is not on disk yet comes to the
     * disk later, for the log has one order.
     */
    void conclude() {
        if (writes.isEmpty() && !isUnderLock) {
            // The commit travels alone anyway.
            return;
        }
        if (writes.size() == 1 && !isUnderLock && !hasBegun()) {
            sendAsTransaction();
            return;
        }
        if (isUnderLock) {
            writes.add(List.of(LOCKS_GO_BEFORE_THE_DISK));
        }
        writes.add(List.of(COMMIT));
        if (isUnderLock) {
            writes.add(List.of(Handles.DISK.bare()));
        }
        send();
    }

    /** Whether the database knows of a transaction: the driver begins one with the first statement. */
    private boolean hasBegun() {
        try {
            return handle.getConnection().unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
        } catch (SQLException failure) {
            throw new WriteFailedException("BEGIN", failure);
        }
    }

    /** One statement is a transaction of itself, and needs nobody to begin and end one around it. */
    private void sendAsTransaction() {
        Connection connection = handle.getConnection();
        try {
            connection.setAutoCommit(true);
            try {
                send();
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException failure) {
            throw new WriteFailedException("COMMIT", failure);
        }
    }

    /** How many rows this changes. */
    int execute(Write.Bound write) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(write.sql())) {
            write.fill(statement, 1);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new WriteFailedException(write.sql(), failure);
        }
    }

    private void send() {
        List<Write.Bound> together = writes.stream().map(Write.Bound::together).toList();
        String sql = sql(together);
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            int position = 1;
            for (Write.Bound write : together) {
                position = write.fill(statement, position);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw new WriteFailedException(sql, failure);
        } finally {
            writes.clear();
        }
    }

    private static String sql(List<Write.Bound> writes) {
        StringBuilder sql = new StringBuilder(1024);
        for (Write.Bound write : writes) {
            sql.append(sql.isEmpty() ? "" : ";\n").append(write.sql());
        }
        return sql.toString();
    }
}
