package dev.tenon.cli.accounts;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon users}. */
@Command(
        name = "users",
        description = "Accounts of people.",
        footer = {"", "Examples:", "  tenon users list", "  tenon users ban ana@example.org"},
        subcommands = {
            UsersCommand.Create.class,
            UsersCommand.ListAll.class,
            UsersCommand.Show.class,
            UsersCommand.Update.class,
            UsersCommand.Ban.class,
            UsersCommand.Activate.class,
            UserSignins.SessionsOf.class,
            UserSignins.LoginsOf.class,
            UserSignins.ResetPassword.class,
            UserSignins.Impersonate.class,
            UserSignins.ResetSecondFactor.class,
            UserSignins.PasskeysOf.class,
            UserSignins.RemovePasskey.class,
            UsersExportCommand.class,
            UsersEraseCommand.class
        })
public final class UsersCommand {

    /** {@code tenon users create}. */
    @Command(
            name = "create",
            description = "Register somebody. The address counts as verified: you vouch for it.",
            footer = {
                "",
                "Asks for the password, twice, unless it comes on standard input.",
                "",
                "Examples:",
                "  tenon users create ana@example.org",
                "  tenon users create root@example.org --role admin --password-stdin < password.txt"
            })
    static final class Create extends ActingCommand {

        @Parameters(paramLabel = "EMAIL", description = "The address to sign in with.")
        private String email = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "Give this role besides member: admin, support or one of your own. Can be repeated.")
        private List<String> roles = List.of();

        @Option(
                names = "--password-stdin",
                description = "Read the password from standard input, up to the line's end.")
        private boolean passwordFromInput;

        @Option(names = "--user-name", paramLabel = "NAME", description = "A name to show.")
        private @Nullable String userName;

        @Option(names = "--first-name", paramLabel = "NAME", description = "First name.")
        private @Nullable String firstName;

        @Option(names = "--last-name", paramLabel = "NAME", description = "Last name.")
        private @Nullable String lastName;

        @Override
        protected int run(Work work, Actor actor) {
            String password = work.terminal().newSecret("password", passwordFromInput);
            Registration registration =
                    new Registration(email, password, userName, firstName, lastName, true, new LinkedHashSet<>(roles));
            Account account = work.tenon().accounts().register(actor, registration);
            work.output().one(account, Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users list}. */
    @Command(
            name = "list",
            description = "List accounts, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon users list --role admin",
                "  tenon users list --q lima --all -o jsonl",
                "  tenon users list --inactive-since 2026-05-22T00:00:00Z"
            })
    static final class ListAll extends ActingCommand {

        @Option(
                names = {"--q", "--text"},
                paramLabel = "WORDS",
                description =
                        "Only those with all these words in their e-mail address or names; words of one or two letters"
                                + " only where one begins.")
        private @Nullable String text;

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "Only those that are active, inactive, banned or erased.")
        private @Nullable AccountStatus status;

        @Option(names = "--role", paramLabel = "ROLE", description = "Only those who hold this role.")
        private @Nullable String role;

        @Option(
                names = "--inactive-since",
                paramLabel = "INSTANT",
                description = "Only those who have not signed in since then; those away longest come first.")
        private @Nullable Instant inactiveSince;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            AccountFilter filter = new AccountFilter(text, status, role, inactiveSince);
            paging.print(work.output(), page -> work.tenon().accounts().list(actor, filter, page), Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users show}. */
    @Command(
            name = "show",
            description = "Show one account.",
            footer = {"", "Example:", "  tenon users show ana@example.org -o json"})
    static final class Show extends UserCommand {

        @Override
        protected int run(Work work, Actor actor, Account account) {
            work.output().one(account, Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users update}. */
    @Command(
            name = "update",
            description = "Change somebody's names; what is not given stays, and an empty one is removed.",
            footer = {"", "Example:", "  tenon users update ana@example.org --first-name Ana --last-name Lima"})
    static final class Update extends UserCommand {

        @Option(names = "--user-name", paramLabel = "NAME", description = "A name to show.")
        private @Nullable String userName;

        @Option(names = "--first-name", paramLabel = "NAME", description = "First name.")
        private @Nullable String firstName;

        @Option(names = "--last-name", paramLabel = "NAME", description = "Last name.")
        private @Nullable String lastName;

        @Override
        protected void check() {
            if (userName == null && firstName == null && lastName == null) {
                throw new Stopped(Kind.MALFORMED, "Give --user-name, --first-name or --last-name.");
            }
        }

        @Override
        protected int run(Work work, Actor actor, Account account) {
            AccountPatch names =
                    new AccountPatch(Work.patched(userName), Work.patched(firstName), Work.patched(lastName), null);
            return change(work, actor, account, names);
        }
    }

    /** {@code tenon users ban}. */
    @Command(
            name = "ban",
            description = "Shut somebody out: every session ends at its next request.",
            footer = {"", "Example:", "  tenon users ban ana@example.org --yes"})
    static final class Ban extends UserCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, Account account) {
            work.terminal().confirm("Ban " + account.email() + "?", yes);
            return change(work, actor, account, AccountPatch.status(AccountStatus.BANNED));
        }
    }

    /** {@code tenon users activate}. */
    @Command(
            name = "activate",
            description = "Let somebody in again.",
            footer = {"", "Example:", "  tenon users activate ana@example.org"})
    static final class Activate extends UserCommand {

        @Override
        protected int run(Work work, Actor actor, Account account) {
            return change(work, actor, account, AccountPatch.status(AccountStatus.ACTIVE));
        }
    }

    private static int change(Work work, Actor actor, Account account, AccountPatch patch) {
        Account changed = work.tenon().accounts().update(actor, account.id(), patch, Expected.any());
        work.output().one(changed, Users.FIELDS);
        return 0;
    }
}
