package dev.tenon.cli.accounts;

import dev.tenon.cli.Paging;
import dev.tenon.cli.TenonCommand;
import dev.tenon.cli.signin.SessionFields;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Expected;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon users}. */
@Command(
        name = "users",
        description = "Accounts of people.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  tenon users list", "  tenon users ban ana@example.org"},
        subcommands = {
            UsersCommand.Create.class,
            UsersCommand.ListAll.class,
            UsersCommand.Show.class,
            UsersCommand.Ban.class,
            UsersCommand.Activate.class,
            UsersCommand.SessionsOf.class
        })
public final class UsersCommand {

    private static final String WHO = "E-mail address or id.";

    /** {@code tenon users create}. */
    @Command(
            name = "create",
            description = "Register somebody. The address counts as verified: you vouch for it.",
            footer = {
                "",
                "Examples:",
                "  tenon users create ana@example.org",
                "  printf '%s' \"$PASSWORD\" | tenon users create root@example.org --role admin --password-stdin"
            })
    static final class Create extends TenonCommand {

        @Parameters(paramLabel = "EMAIL", description = "The address to sign in with.")
        private String email = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "A role besides member; may be repeated.")
        private List<String> roles = List.of();

        @Option(names = "--password-stdin", description = "Read the password from standard input instead of asking.")
        private boolean passwordFromInput;

        @Option(names = "--user-name", paramLabel = "NAME", description = "A name to show.")
        private @Nullable String userName;

        @Option(names = "--first-name", paramLabel = "NAME", description = "First name.")
        private @Nullable String firstName;

        @Option(names = "--last-name", paramLabel = "NAME", description = "Last name.")
        private @Nullable String lastName;

        @Override
        protected int run(Work work) {
            String password = work.terminal().secret("password", passwordFromInput);
            Set<String> names = new LinkedHashSet<>(roles);
            Registration registration = new Registration(email, password, userName, firstName, lastName, true, names);
            Account account = work.tenon().accounts().register(work.operator(), registration);
            work.output().one(account, Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users list}. */
    @Command(
            name = "list",
            description = "List accounts, newest first.",
            footer = {"", "Examples:", "  tenon users list --role admin", "  tenon users list --all -o jsonl"})
    static final class ListAll extends TenonCommand {

        @Option(names = "--text", paramLabel = "TEXT", description = "Beginning of the address or of the user name.")
        private @Nullable String text;

        @Option(names = "--status", paramLabel = "STATUS", description = "active, inactive, banned or erased.")
        private @Nullable AccountStatus status;

        @Option(names = "--role", paramLabel = "ROLE", description = "Only who holds this role.")
        private @Nullable String role;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work) {
            AccountFilter filter = new AccountFilter(text, status, role);
            work.output()
                    .many(
                            paging.read(page -> work.tenon().accounts().list(work.operator(), filter, page)),
                            Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users show}. */
    @Command(
            name = "show",
            description = "Show one account.",
            footer = {"", "Example:", "  tenon users show ana@example.org -o json"})
    static final class Show extends TenonCommand {

        @Parameters(paramLabel = "USER", description = WHO)
        private String user = "";

        @Override
        protected int run(Work work) {
            work.output().one(Users.named(work, user), Users.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users ban}. */
    @Command(
            name = "ban",
            description = "Shut somebody out: every session ends at its next request.",
            footer = {"", "Example:", "  tenon users ban ana@example.org --yes"})
    static final class Ban extends TenonCommand {

        @Parameters(paramLabel = "USER", description = WHO)
        private String user = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work) {
            Account account = Users.named(work, user);
            work.terminal().confirm("Ban " + account.email() + "?", yes);
            return change(work, account, AccountStatus.BANNED);
        }
    }

    /** {@code tenon users activate}. */
    @Command(
            name = "activate",
            description = "Let somebody in again.",
            footer = {"", "Example:", "  tenon users activate ana@example.org"})
    static final class Activate extends TenonCommand {

        @Parameters(paramLabel = "USER", description = WHO)
        private String user = "";

        @Override
        protected int run(Work work) {
            return change(work, Users.named(work, user), AccountStatus.ACTIVE);
        }
    }

    /** {@code tenon users sessions}. */
    @Command(
            name = "sessions",
            description = "List where somebody is signed in.",
            footer = {"", "Example:", "  tenon users sessions ana@example.org"})
    static final class SessionsOf extends TenonCommand {

        @Parameters(paramLabel = "USER", description = WHO)
        private String user = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work) {
            Account account = Users.named(work, user);
            work.output()
                    .many(
                            paging.read(page -> work.tenon().sessions().listOf(work.operator(), account.id(), page)),
                            SessionFields.ALL);
            return 0;
        }
    }

    private static int change(TenonCommand.Work work, Account account, AccountStatus status) {
        Account changed = work.tenon()
                .accounts()
                .update(work.operator(), account.id(), AccountPatch.status(status), Expected.any());
        work.output().one(changed, Users.FIELDS);
        return 0;
    }
}
