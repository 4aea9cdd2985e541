package dev.tenon.jdbi;

import java.time.Duration;

/**
 * How to reach a PostgreSQL database, and how much of it to take.
 *
 * @param url a JDBC URL, e.g. {@code jdbc:postgresql://localhost:5432/tenon}; parameters in it win over what is set here
 * @param size how many connections at most; with several servers, their sum must stay below the database's
 *     {@code max_connections}
 * @param connectionTimeout how long a request waits for a connection before it is refused as busy; at least 250 ms
 * @param socketTimeout after how long without an answer a connection is given up; generous, for it also ends the waiting
 *     for a commit, whose outcome is then unknown
 * @param lockTimeout how long a statement waits for a row that another transaction holds; does not apply to commits
 * @param idleInTransactionTimeout after how long the database ends a transaction that does nothing
 * @param applicationName how the connections are named in {@code pg_stat_activity}
 */
public record PoolSettings(
        String url,
        String user,
        String password,
        int size,
        Duration connectionTimeout,
        Duration socketTimeout,
        Duration lockTimeout,
        Duration idleInTransactionTimeout,
        String applicationName) {

    public PoolSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("Give a JDBC URL like jdbc:postgresql://localhost:5432/tenon");
        }
        if (size < 2) {
            throw new IllegalArgumentException("A pool has two connections at least");
        }
        if (connectionTimeout.toMillis() < 250 || socketTimeout.toSeconds() < 1 || lockTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("Every timeout is longer than nothing");
        }
    }

    /** Sixteen connections; a refusal leaves within two seconds; a lock is waited for 10 s, an answer for 60 s. */
    public static PoolSettings of(String url, String user, String password) {
        return new PoolSettings(
                url,
                user,
                password,
                16,
                Duration.ofMillis(1_500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                "tenon");
    }

    /** The same with another number of connections. */
    public PoolSettings withSize(int connections) {
        return new PoolSettings(
                url,
                user,
                password,
                connections,
                connectionTimeout,
                socketTimeout,
                lockTimeout,
                idleInTransactionTimeout,
                applicationName);
    }

    /** The same with another time to wait for a connection. */
    public PoolSettings withConnectionTimeout(Duration timeout) {
        return new PoolSettings(
                url,
                user,
                password,
                size,
                timeout,
                socketTimeout,
                lockTimeout,
                idleInTransactionTimeout,
                applicationName);
    }

    /** The same under another name. */
    public PoolSettings withApplicationName(String name) {
        return new PoolSettings(
                url,
                user,
                password,
                size,
                connectionTimeout,
                socketTimeout,
                lockTimeout,
                idleInTransactionTimeout,
                name);
    }

    /** Never the password; a URL may have one in it, too. */
    @Override
    public String toString() {
        return "PoolSettings[size=" + size + ", applicationName=" + applicationName + "]";
    }
}
