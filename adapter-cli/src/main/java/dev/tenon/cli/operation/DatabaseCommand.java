package dev.tenon.cli.operation;

import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.Surroundings.ChangeSet;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.kernel.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon db}. */
@Command(
        name = "db",
        description = "The database's schema.",
        footer = {"", "Examples:", "  tenon db status", "  tenon db migrate"},
        subcommands = {
            DatabaseCommand.Migrate.class,
            DatabaseCommand.Status.class,
            DatabaseCommand.Sql.class,
            DatabaseCommand.RollbackSql.class
        })
public final class DatabaseCommand {

    private static final List<Field<ChangeSet>> CHANGE_SET = List.of(
            Field.flowing("changeSet", "Change set", ChangeSet::name),
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
            work.output().say(told(applied));
            return 0;
        }
    }

    private static String told(int applied) {
        return switch (applied) {
            case 0 -> "The database is up to date.";
            case 1 -> "1 change set was applied.";
            default -> applied + " change sets were applied.";
        };
    }

    /** {@code tenon db status}. */
    @Command(
            name = "status",
            description = "List the change sets and when they were applied; a pending one was not yet.",
            footer = {"", "Example:", "  tenon db status -o json"})
    static final class Status extends TenonCommand {

        @Override
        protected int run(Work work) {
            work.output().many(work.surroundings().migrator().status().iterator(), CHANGE_SET);
            return 0;
        }
    }

    /** {@code tenon db sql}. */
    @Command(
            name = "sql",
            description = "Print the schema as SQL, for whoever migrates with something else. Nothing is changed.",
            footer = {
                "",
                "Examples:",
                "  tenon db sql > V1__tenon.sql",
                "  tenon db sql --after users_erased_is_final > V2__tenon.sql"
            })
    static final class Sql extends TenonCommand {

        @Option(
                names = "--after",
                paramLabel = "CHANGE-SET",
                description = "Begin after this change set, the last one of the script before.")
        private @Nullable String after;

        @Override
        protected int run(Work work) {
            work.output().text(work.surroundings().migrator().sql(after));
            return 0;
        }
    }

    /** {@code tenon db rollback-sql}. */
    @Command(
            name = "rollback-sql",
            description = "Print the SQL that takes the last change sets back. Nothing is changed.",
            footer = {"", "Example:", "  tenon db rollback-sql --count 1 > back.sql"})
    static final class RollbackSql extends TenonCommand {

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "1",
                description = "How many change sets (default: ${DEFAULT-VALUE}).")
        private int count = 1;

        @Override
        protected int run(Work work) {
            if (count < 1) {
                throw new Stopped(Kind.MALFORMED, "--count takes a number from 1 on, not " + count + ".");
            }
            work.output().text(work.surroundings().migrator().rollbackSql(count));
            return 0;
        }
    }
}
