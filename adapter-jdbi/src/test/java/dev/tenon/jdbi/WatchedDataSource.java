package dev.tenon.jdbi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Passes everything on, and notes what goes over the wire: statements, commits, rollbacks. Can have each statement explained. */
public final class WatchedDataSource {

    private static final Set<String> RUNS = Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate");

    /** What travels only if a transaction is open: a commit may have travelled with the statement before. */
    private static final Set<String> ENDS = Set.of("commit", "rollback");

    private final DataSource target;
    private final List<String> trips = Collections.synchronizedList(new ArrayList<>());
    private final List<String> plans = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean explaining;

    public WatchedDataSource(DataSource target) {
        this.target = target;
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(target, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    /** The statements, commits and rollbacks of this work, in order. */
    public List<String> tripsOf(Runnable work) {
        trips.clear();
        work.run();
        return List.copyOf(trips);
    }

    /** The plans, with what really happened, of the statements of this work. */
    public List<String> plansOf(Runnable work) {
        plans.clear();
        explaining = true;
        try {
            work.run();
        } finally {
            explaining = false;
        }
        return List.copyOf(plans);
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("setSavepoint") || (ENDS.contains(name) && isInTransaction(connection))) {
                trips.add(name.toUpperCase(Locale.ROOT));
            }
            Object result = invoke(connection, method, arguments);
            return name.equals("prepareStatement") && result instanceof PreparedStatement statement
                    ? watched(connection, statement, (String) arguments[0])
                    : result;
        });
    }

    private static boolean isInTransaction(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    private PreparedStatement watched(Connection connection, PreparedStatement statement, String sql) {
        List<Call> values = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (RUNS.contains(method.getName())) {
                trips.add(sql.strip());
                if (explaining) {
                    plans.add(explained(connection, sql, values));
                }
            } else if (method.getName().startsWith("set") && arguments != null && arguments.length > 1) {
                values.add(new Call(method, arguments));
            }
            return invoke(statement, method, arguments);
        });
    }

    private static String explained(Connection connection, String sql, List<Call> values) throws Throwable {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + sql)) {
            for (Call value : values) {
                invoke(explain, value.method(), value.arguments());
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private record Call(Method method, Object[] arguments) {}
}
