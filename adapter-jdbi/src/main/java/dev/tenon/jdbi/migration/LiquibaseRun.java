package dev.tenon.jdbi.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.RuntimeEnvironment;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.change.core.TagDatabaseChange;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeLogIterator;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.DefaultChangeExecListener;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationFailedException;
import liquibase.executor.ExecutorService;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/**
 * All that touches Liquibase. Its commands are left aside for its parts: they print, report usage over the network, and
 * keep a lock row that a killed process leaves locked. {@link Migrations} holds an advisory lock instead, which ends with
 * its connection.
 */
final class LiquibaseRun {

    /** Liquibase keeps singletons for the whole process; two databases may be migrated by two threads of it. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private static final Contexts ALL_CONTEXTS = new Contexts();
    private static final LabelExpression ALL_LABELS = new LabelExpression();

    private final Connection connection;
    private final Changelog changelog;

    LiquibaseRun(Connection connection, Changelog changelog) {
        this.connection = connection;
        this.changelog = changelog;
    }

    /** What is done with the parsed change log. */
    private interface Work<T> {
        T with(Database database, DatabaseChangeLog parsed) throws LiquibaseException, SQLException;
    }

    /** The names of all change sets, in their order. */
    List<String> changeSets() throws SQLException {
        return run((database, parsed) -> names(parsed));
    }

    /** The statements of each change set, by its name, in their order. */
    Map<String, List<String>> statements() throws SQLException {
        return run((database, parsed) -> written(database, parsed, ChangeSet::getChanges));
    }

    /** The statements that undo each change set, by its name. */
    Map<String, List<String>> undos() throws SQLException {
        return run((database, parsed) ->
                written(database, parsed, changeSet -> changeSet.getRollback().getChanges()));
    }

    private static Map<String, List<String>> written(
            Database database, DatabaseChangeLog parsed, Function<ChangeSet, List<Change>> changes) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        for (ChangeSet changeSet : parsed.getChangeSets()) {
            List<String> statements = new ArrayList<>();
            for (Change change : changes.apply(changeSet)) {
                // What Liquibase notes in its own list has no place in a script.
                if (change instanceof TagDatabaseChange) {
                    continue;
                }
                for (Sql sql : SqlGeneratorFactory.getInstance().generateSql(change, database)) {
                    statements.add(sql.toSql());
                }
            }
            written.put(changeSet.getId(), statements);
        }
        return written;
    }

    /**
     * Runs what did not run yet, each change set in a transaction of its own.
     *
     * @param ran the names of those that did
     */
    void update(List<String> ran) throws SQLException {
        run((database, parsed) -> {
            refuseUnknown(ran, names(parsed));
            Failure failure = new Failure();
            try {
                Scope.getCurrentScope()
                        .getSingleton(ChangeLogHistoryServiceFactory.class)
                        .getChangeLogService(database)
                        .init();
                parsed.validate(database, ALL_CONTEXTS, ALL_LABELS);
                ShouldRunChangeSetFilter notYetRun = new ShouldRunChangeSetFilter(database);
                new ChangeLogIterator(parsed, notYetRun)
                        .run(
                                new UpdateVisitor(database, failure, notYetRun),
                                new RuntimeEnvironment(database, ALL_CONTEXTS, ALL_LABELS));
                database.commit();
            } catch (ValidationFailedException invalid) {
                throw edited(invalid);
            } catch (LiquibaseException failed) {
                throw failure.toException(failed);
            }
            return true;
        });
    }

    private <T> T run(Work<T> work) throws SQLException {
        ResourceAccessor resources = new ClassLoaderResourceAccessor(LiquibaseRun.class.getClassLoader());
        Map<String, Object> quietly = Map.of(
                Scope.Attr.logService.name(), new LiquibaseLog(),
                Scope.Attr.ui.name(), new LoggerUIService(),
                Scope.Attr.resourceAccessor.name(), resources);
        ONE_AT_A_TIME.lock();
        try {
            return Scope.child(quietly, () -> {
                // Not closed: that would close the connection, which is the caller's.
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                try {
                    DatabaseChangeLog parsed = ChangeLogParserFactory.getInstance()
                            .getParser(changelog.master(), resources)
                            .parse(changelog.master(), new ChangeLogParameters(database), resources);
                    return work.with(database, parsed);
                } finally {
                    Scope.getCurrentScope().getSingleton(ExecutorService.class).clearExecutor("jdbc", database);
                    Scope.getCurrentScope()
                            .getSingleton(ChangeLogHistoryServiceFactory.class)
                            .resetAll();
                }
            });
        } catch (RuntimeException | SQLException passedOn) {
            throw passedOn;
        } catch (Exception failed) {
            throw new IllegalStateException("Liquibase cannot read " + changelog.master(), failed);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static List<String> names(DatabaseChangeLog parsed) {
        return parsed.getChangeSets().stream().map(ChangeSet::getId).toList();
    }

    private static void refuseUnknown(List<String> ran, List<String> known) {
        List<String> unknown =
                ran.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new MigrationException(
                    MigrationException.Reason.NEWER_SCHEMA,
                    "A newer version of Tenon migrated this database: it has the change sets " + unknown
                            + ", which this version does not know. Run that version or a newer one; or let that version"
                            + " print the way back with `tenon db rollback-sql`, and run what it prints.");
        }
    }

    private static MigrationException edited(ValidationFailedException invalid) {
        return new MigrationException(
                MigrationException.Reason.CHANGE_SET_EDITED,
                "A change set that already ran on this database is not what it was: " + invalid.getInvalidMD5Sums()
                        + ". Nothing was changed. Run the version of Tenon that migrated the database; a change to the"
                        + " schema belongs into a new change set.",
                invalid);
    }

    /** Remembers which change set failed, for the message. */
    private static final class Failure extends DefaultChangeExecListener {

        private @Nullable ChangeSet failed;
        private @Nullable Throwable why;

        @Override
        public void runFailed(ChangeSet changeSet, DatabaseChangeLog parsed, Database database, Exception exception) {
            super.runFailed(changeSet, parsed, database, exception);
            failed = changeSet;
            why = exception;
        }

        MigrationException toException(LiquibaseException thrown) {
            if (failed == null) {
                return new MigrationException(
                        MigrationException.Reason.CHANGE_SET_FAILED,
                        "The migration could not begin: " + rootMessage(thrown)
                                + " Nothing was changed. Check that the database user may create tables.",
                        thrown);
            }
            return new MigrationException(
                    MigrationException.Reason.CHANGE_SET_FAILED,
                    "The change set " + failed.getId() + " in " + failed.getFilePath() + " failed: "
                            + rootMessage(why == null ? thrown : why)
                            + " It was rolled back; the change sets before it stay. Correct the cause and start again:"
                            + " the migration goes on where it stopped.",
                    thrown);
        }

        private static String rootMessage(Throwable thrown) {
            Throwable root = thrown;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message = String.valueOf(root.getMessage()).strip();
            return message.endsWith(".") ? message : message + ".";
        }
    }
}
