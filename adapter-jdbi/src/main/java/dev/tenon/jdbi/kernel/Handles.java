package dev.tenon.jdbi.kernel;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/**
 * Where stores get the connection that a statement runs on: the one of the present unit of work, or one of their own for
 * this one statement. Failures of the database leave as refusals where they are one (see {@link Failures}).
 */
public final class Handles {

    /**
     * Waits for the disk: a transaction of its own that leaves nothing but a note in the log, and commits as the database is
     * set to. What was committed before it, with whatever durability, is then as durable.
     */
    static final Write DISK = Write.of("SELECT pg_logical_emit_message(TRUE, 'tenon', '')");

    private final Jdbi own;
    private final Jdbi joined;

    /** The connection of somebody else's transaction that the thread is in; {@code null} where it is in none. */
    private final Supplier<? extends @Nullable Connection> theirs;

    /** Each storage's own: a thread may work with two databases. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Present> unitOfWork = new ThreadLocal<>();

    private Handles(Jdbi own, Jdbi joined, Supplier<? extends @Nullable Connection> theirs) {
        this.own = own;
        this.joined = joined;
        this.theirs = theirs;
    }

    /** Connections of a data source. */
    public static Handles of(DataSource dataSource) {
        Jdbi jdbi = configured(Jdbi.create(dataSource));
        return new Handles(jdbi, jdbi, () -> null);
    }

    /**
     * The same, but reads and units of work run on the connection that the supplier gives, which is never closed here; where it
     * gives {@code null}, on one of our own, as before. What must last although the caller is refused has one of our own always.
     */
    public Handles joining(Supplier<? extends @Nullable Connection> connections) {
        ConnectionFactory factory = new ConnectionFactory() {
            @Override
            public Connection openConnection() {
                return Objects.requireNonNull(connections.get(), "The transaction to join has ended");
            }

            @Override
            public void closeConnection(Connection connection) {
                // It belongs to whoever opened it.
            }
        };
        return new Handles(own, configured(Jdbi.create(factory)), connections);
    }

    /** Whether a unit of work that began now would be a transaction of ours, and not part of somebody else's. */
    public boolean ownsTransactions() {
        return theirs.get() == null;
    }

    /** Whether what is asked now is asked for itself: not in a unit of work, nor in somebody else's transaction. */
    public boolean asksForItself() {
        return unitOfWork.get() == null && ownsTransactions();
    }

    /** Asks: within the present unit of work if there is one, so that it sees its own writes. */
    public <T extends @Nullable Object> T read(Function<Handle, T> question) {
        @Nullable Present bound = unitOfWork.get();
        return bound == null ? alone(present(), question) : within(bound, question);
    }

    /** What reads one row of an answer. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * The same as {@link #read} by plain JDBC, for what every request asks, where JDBI's own work takes longer than the answer's.
     *
     * @param sql with one {@code ?}, an array of texts
     */
    public void ask(String sql, Collection<String> texts, RowReader reader) {
        read(handle -> {
            Connection connection = handle.getConnection();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setArray(1, connection.createArrayOf("text", texts.toArray(String[]::new)));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
                return sql;
            } catch (SQLException failure) {
                throw new QuestionFailedException(sql, failure);
            }
        });
    }

    /**
     * Changes something in the present unit of work.
     *
     * @throws IllegalStateException if there is none
     */
    public <T extends @Nullable Object> T write(Function<Handle, T> change) {
        return within(required(), change);
    }

    /**
     * The same for a statement whose only answer is how many rows it changed.
     *
     * @throws IllegalStateException if there is no unit of work
     */
    public int writeNow(Write.Bound write) {
        Present bound = required();
        return within(bound, handle -> bound.execute(write));
    }

    /**
     * Changes something in the present unit of work, at the latest before anything is asked in it, or when it ends: with other
     * such writes in one trip to the database, and at the end together with the commit. What goes wrong comes out then.
     *
     * @throws IllegalStateException if there is none
     */
    public void later(Write.Bound write) {
        required().add(write);
    }

    /**
     * The same for a write that takes a lock that everybody waits for. As the last of a unit of work it holds the lock for no
     * longer than the database itself needs for the commit.
     *
     * @throws IllegalStateException if there is no unit of work
     */
    public void lastly(Write.Bound write) {
        Present bound = required();
        bound.add(write);
        if (bound.isOurs) {
            // Somebody else's transaction stays as durable as it is: we cannot wait behind its commit.
            bound.underLock();
        }
    }

    private Jdbi present() {
        return ownsTransactions() ? own : joined;
    }

    private Present required() {
        @Nullable Present bound = unitOfWork.get();
        if (bound == null) {
            throw new IllegalStateException("Writes happen in a unit of work; begin one with unitOfWork().run(...)");
        }
        return bound;
    }

    /** Changes something in the present unit of work, or at once if there is none. One statement. */
    public <T extends @Nullable Object> T writeJoining(Function<Handle, T> change) {
        return read(change);
    }

    /** Changes something at once and for good, whatever becomes of the present unit of work. One statement. */
    public <T extends @Nullable Object> T writeApart(Function<Handle, T> change) {
        return alone(own, change);
    }

    /** A connection that belongs to no unit of work, nor to anybody else's transaction; the caller closes it. */
    Handle openApart() {
        return own.open();
    }

    /**
     * A connection for a unit of work; the caller closes it.
     *
     * @throws IllegalStateException if a unit of work runs already in this thread
     */
    public Handle open() {
        if (unitOfWork.get() != null) {
            throw new IllegalStateException(
                    "A unit of work runs already in this thread; do the work in it instead of beginning another");
        }
        return present().open();
    }

    /**
     * Does the work with this connection as the present unit of work, and all that is still to be written. If transactions are
     * ours, it may be committed then: in the same trip, if anything was to be written.
     */
    public <T> T within(Handle handle, Supplier<T> work) {
        Present bound = new Present(handle, ownsTransactions());
        unitOfWork.set(bound);
        try {
            T result = work.get();
            if (bound.isOurs) {
                bound.conclude();
            } else {
                bound.flush();
            }
            return result;
        } finally {
            unitOfWork.remove();
        }
    }

    /** Waits until everything that is visible now is as durable as the database makes a commit. */
    public void awaitDisk(Handle handle) {
        if (ownsTransactions()) {
            handle.execute(DISK.bare().sql());
        }
    }

    private static <T extends @Nullable Object> T within(Present bound, Function<Handle, T> statement) {
        try {
            bound.flush();
            return statement.apply(bound.handle);
        } catch (JdbiException failure) {
            // The unit of work runs again after these; nobody else can.
            throw Failures.canBeTriedAgain(failure) ? failure : Failures.refused(failure);
        }
    }

    private static <T extends @Nullable Object> T alone(Jdbi jdbi, Function<Handle, T> statement) {
        try (Handle handle = jdbi.open()) {
            return statement.apply(handle);
        } catch (JdbiException failure) {
            throw Failures.refused(failure);
        }
    }

    private static Jdbi configured(Jdbi jdbi) {
        // The SQL here has no templates in it, so none are looked for.
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // Nor are values printed: a password hash or an address must not get into a log with an error.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(Handles::withoutValues);
        return jdbi.registerArgument(new InstantArgument())
                .registerArgument(new UuidArgument())
                .registerArrayType(String.class, "text")
                .registerArrayType(Long.class, "int8")
                .registerArrayType(UUID.class, "uuid");
    }

    private static String withoutValues(StatementException failure) {
        @Nullable StatementContext context = failure.getStatementContext();
        return failure.getShortMessage() + (context == null ? "" : " [" + context.getRawSql() + "]");
    }
}
