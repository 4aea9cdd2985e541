package dev.tenon.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connection of the transaction that Spring has open over a data source in this thread, be it of JDBC's or of JPA's transaction
 * manager. {@code null} where there is none: Tenon has transactions of its own then.
 */
final class OpenTransaction implements Supplier<@Nullable Connection> {

    private final DataSource dataSource;

    private OpenTransaction(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    static OpenTransaction over(DataSource dataSource) {
        return new OpenTransaction(withoutProxy(dataSource));
    }

    /** The data source itself, whose connections do not come from the thread's transaction. */
    static DataSource withoutProxy(DataSource dataSource) {
        if (dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
            return withoutProxy(proxy.getTargetDataSource());
        }
        return dataSource;
    }

    @Override
    public @Nullable Connection get() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder)) {
            return null;
        }
        Connection connection = holder.getConnection();
        try {
            // In a transaction of another data source, this one's connection may be bound to the thread with none.
            return connection.getAutoCommit() ? null : connection;
        } catch (SQLException broken) {
            throw new IllegalStateException("The connection of the present transaction is broken", broken);
        }
    }
}
