package dev.tenon.cli.operation;

import dev.tenon.cli.Field;
import dev.tenon.cli.Surroundings.ChangeSet;
import dev.tenon.cli.TenonCommand;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon db}. */
@Command(
        name = "db",
        description = "The database's schema.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  tenon db status", "  tenon db migrate"},
        subcommands = {DatabaseCommand.Migrate.class, DatabaseCommand.Status.class, DatabaseCommand.RollbackSql.class})
public final class DatabaseCommand {

    private static final List<Field<ChangeSet>> CHANGE_SET = List.of(
            Field.shown("changeSet", "Change set", ChangeSet::name),
            Field.shown("appliedAt", "Applied", ChangeSet::appliedAt));

    /** {@code tenon db migrate}. */
    @Command(
            name = "migrate",
            description = "Bring the database up to date; does nothing if it is.",
            footer = {"", "Example:", "  tenon db migrate"})
    static final class Migrate extends TenonCommand {

        @Override
        protected int run(Work work) {
            int applied = work.surroundings().migrator().migrate();
            work.output().say(applied == 0 ? "The database is up to date." : applied + " change sets were applied.");
            return 0;
        }
    }

    /** {@code tenon db status}. */
    @Command(
            name = "status",
            description = "List the change sets and when they were applied.",
            footer = {"", "Example:", "  tenon db status -o json"})
    static final class Status extends TenonCommand {

        @Override
        protected int run(Work work) {
            work.output().many(work.surroundings().migrator().status().iterator(), CHANGE_SET);
            return 0;
        }
    }

    /** {@code tenon db rollback-sql}. */
    @Command(
            name = "rollback-sql",
            description = "Print the SQL that takes the last change sets back. Nothing is changed.",
            footer = {"", "Example:", "  tenon db rollback-sql --count 1 > back.sql"})
    static final class RollbackSql extends TenonCommand {

        @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "How many change sets.")
        private int count = 1;

        @Override
        protected int run(Work work) {
            work.output().text(work.surroundings().migrator().rollbackSql(Math.max(1, count)));
            return 0;
        }
    }
}
