package dev.tenon.jdbi.migration;

import dev.tenon.jdbi.migration.SchemaRecord.Ran;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a PostgreSQL database to the schema that this version of Tenon needs. Safe to call at every start, and by several
 * servers at once: one migrates, the others wait for it.
 *
 * <p>The tables go into the schema that the connection uses first. The database user must be able to create tables there.
 * Behind a pooler that hands out connections per transaction, give this a data source that goes to the server directly.
 */
public final class Migrations {

    /** The change log; an embedder's own Liquibase includes it instead of calling {@link #migrate()}. */
    public static final String CHANGELOG = "db/changelog/tenon/changelog.xml";

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** The advisory lock that migrating servers take: the letters of Tenon. */
    private static final long LOCK = 0x54656E6F6EL;

    /** How long to wait for another server's migration. */
    private static final Duration WAIT_FOR_OTHERS = Duration.ofMinutes(5);

    /** How long a change set waits for tables that running servers use, before it gives way to them. */
    private static final Duration WAIT_FOR_TABLES = Duration.ofSeconds(30);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DataSource dataSource;
    private final Changelog changelog;
    private final Duration waitForOthers;

    Migrations(DataSource dataSource, Changelog changelog, Duration waitForOthers) {
        this.dataSource = dataSource;
        this.changelog = changelog;
        this.waitForOthers = waitForOthers;
    }

    /** Migrations of the database behind this data source. */
    public static Migrations of(DataSource dataSource) {
        return new Migrations(dataSource, Shipped.CHANGELOG, WAIT_FOR_OTHERS);
    }

    /** Read once, and only by those who migrate. */
    private static final class Shipped {
        private static final Changelog CHANGELOG = Changelog.read(Migrations.CHANGELOG);
    }

    /** What is done on a connection. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs what did not run yet. Costs one small query when the database is up to date.
     *
     * @return how many change sets ran
     * @throws MigrationException if the database cannot be brought up to date
     */
    public int migrate() {
        return connected(connection -> {
            if (SchemaRecord.isCurrent(connection, changelog.hash())) {
                return 0;
            }
            SchemaRecord.requireSupportedServer(connection);
            return locked(connection, () -> migrateLocked(connection));
        });
    }

    /** What ran and what is pending. Changes nothing. */
    public MigrationStatus status() {
        return connected(connection -> {
            List<Ran> ran = SchemaRecord.ran(connection);
            List<MigrationStatus.Applied> applied = ran.stream()
                    .map(row -> new MigrationStatus.Applied(row.id(), row.at().toInstant()))
                    .toList();
            if (SchemaRecord.isCurrent(connection, changelog.hash())) {
                return new MigrationStatus(applied, List.of(), List.of());
            }
            List<String> known = new LiquibaseRun(connection, changelog).changeSets();
            List<String> names = ran.stream().map(Ran::id).toList();
            return new MigrationStatus(
                    applied,
                    known.stream().filter(name -> !names.contains(name)).toList(),
                    names.stream().filter(name -> !known.contains(name)).toList());
        });
    }

    /**
     * A script that undoes the change sets that ran last, for people to read and to run with {@code psql}. Changes nothing
     * itself.
     *
     * @param count how many, at least 1; more than ran means all
     */
    public String rollbackSql(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Roll back at least one change set, not " + count);
        }
        return connected(connection -> {
            List<Ran> ran = SchemaRecord.ran(connection);
            return rollbackSql(connection, ran.subList(Math.max(0, ran.size() - count), ran.size()));
        });
    }

    /**
     * A script that undoes every change set that ran after a tag.
     *
     * @param tag {@code tenon-empty} for the database before Tenon, {@code tenon-<version>} for that of a release
     * @throws MigrationException if the database has no such tag
     */
    public String rollbackSql(String tag) {
        return connected(connection -> {
            List<Ran> ran = SchemaRecord.ran(connection);
            int tagged = -1;
            for (int i = 0; i < ran.size(); i++) {
                tagged = tag.equals(ran.get(i).tag()) ? i : tagged;
            }
            if (tagged < 0) {
                String tags = ran.stream()
                        .map(Ran::tag)
                        .filter(known -> known != null)
                        .collect(Collectors.joining(", "));
                throw new MigrationException(
                        MigrationException.Reason.UNKNOWN_TAG,
                        "This database has no tag " + tag + ". It has: " + (tags.isEmpty() ? "none" : tags) + ".");
            }
            return rollbackSql(connection, ran.subList(tagged + 1, ran.size()));
        });
    }

    /**
     * The schema as a script, for whoever migrates with something else than Liquibase. Changes nothing itself, and what is in the
     * database does not matter.
     *
     * @param after the change set after which to begin; {@link #status()} names them; {@code null} for all of it
     * @throws MigrationException if there is no such change set
     */
    public String sql(@Nullable String after) {
        return connected(connection -> {
            Map<String, List<String>> statements = new LiquibaseRun(connection, changelog).statements();
            List<String> names = List.copyOf(statements.keySet());
            int begin = after == null ? 0 : names.indexOf(after) + 1;
            if (after != null && begin == 0) {
                throw new MigrationException(
                        MigrationException.Reason.UNKNOWN_CHANGE_SET,
                        "There is no change set " + after + ". The last one is " + names.getLast() + ".");
            }
            StringBuilder script = new StringBuilder("-- The schema of Tenon");
            script.append(after == null ? "" : " after " + after)
                    .append(", up to ")
                    .append(names.getLast())
                    .append(".\n");
            for (String name : names.subList(begin, names.size())) {
                script.append("\n-- ").append(name).append('\n');
                for (String statement : statements.getOrDefault(name, List.of())) {
                    script.append(statement).append(";\n");
                }
            }
            return script.toString();
        });
    }

    private int migrateLocked(Connection connection) throws SQLException {
        if (SchemaRecord.isCurrent(connection, changelog.hash())) {
            return 0;
        }
        List<String> before = SchemaRecord.ran(connection).stream().map(Ran::id).toList();
        long start = System.nanoTime();
        setting(connection, "lock_timeout", WAIT_FOR_TABLES);
        new LiquibaseRun(connection, changelog).update(before);
        connection.setAutoCommit(true);
        SchemaRecord.remember(connection, changelog.hash());
        int count = SchemaRecord.ran(connection).size() - before.size();
        LOG.info("Migrated the database: {} change sets in {} ms", count, (System.nanoTime() - start) / 1_000_000);
        return count;
    }

    private String rollbackSql(Connection connection, List<Ran> toUndo) throws SQLException {
        if (toUndo.isEmpty()) {
            return "-- There is nothing to roll back.\n";
        }
        Map<String, List<String>> undos = new LiquibaseRun(connection, changelog).undos();
        List<String> unknown = toUndo.stream()
                .map(Ran::id)
                .filter(name -> !undos.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new MigrationException(
                    MigrationException.Reason.NEWER_SCHEMA,
                    "This version does not know how to undo " + unknown
                            + ". Ask the version of Tenon that migrated the database.");
        }
        StringBuilder script = new StringBuilder(
                "-- Undoes " + toUndo.size()
                        + " change sets of Tenon, with the data in them. Stop the servers and make a backup first.\n\nBEGIN;\n");
        for (Ran row : toUndo.reversed()) {
            script.append("\n-- ").append(row.id()).append('\n');
            for (String statement : undos.getOrDefault(row.id(), List.of())) {
                script.append(statement).append(";\n");
            }
            script.append("DELETE FROM databasechangelog WHERE author = '%s' AND id = '%s' AND filename = '%s';\n"
                    .formatted(SchemaRecord.AUTHOR, quoted(row.id()), quoted(row.file())));
        }
        return script.append("\nCOMMIT;\n").toString();
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    /** Runs work on a connection, and hands the connection back as it was. */
    private <T> T connected(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException failure) {
            throw new MigrationException(
                    MigrationException.Reason.UNREACHABLE,
                    "The database does not answer as it should: " + failure.getMessage()
                            + " Check that it runs, and the address, user and password in TENON_DB_URL, TENON_DB_USER"
                            + " and TENON_DB_PASSWORD.",
                    failure);
        }
    }

    private interface Locked {
        int run() throws SQLException;
    }

    /** Holds the advisory lock meanwhile: it belongs to the connection, so it ends with a process that is killed. */
    private int locked(Connection connection, Locked work) throws SQLException {
        setting(connection, "lock_timeout", waitForOthers);
        setting(connection, "statement_timeout", Duration.ZERO);
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw new MigrationException(
                        MigrationException.Reason.LOCKED,
                        "Another process has been migrating this database for more than " + waitForOthers.toSeconds()
                                + " seconds. Wait until it is done and start again.",
                        failure);
            }
            throw failure;
        }
        try {
            return work.run();
        } finally {
            unlock(connection);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        try (PreparedStatement unlock = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
            unlock.setLong(1, LOCK);
            unlock.execute();
        }
        try (Statement reset = connection.createStatement()) {
            reset.execute("RESET lock_timeout");
            reset.execute("RESET statement_timeout");
        }
    }

    private static void setting(Connection connection, String name, Duration value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config(?, ?, FALSE)")) {
            set.setString(1, name);
            set.setString(2, value.toMillis() + "ms");
            set.execute();
        }
    }
}
