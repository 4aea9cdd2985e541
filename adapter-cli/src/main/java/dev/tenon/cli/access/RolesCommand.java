package dev.tenon.cli.access;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.UserCommand;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon roles}. */
@Command(
        name = "roles",
        description = "What people may do, and who may.",
        footer = {"", "Examples:", "  tenon roles list", "  tenon roles grant ana@example.org support"},
        subcommands = {RolesCommand.ListAll.class, RolesCommand.Grant.class, RolesCommand.Revoke.class})
public final class RolesCommand {

    private static final List<Field<Role>> FIELDS = List.of(
            Field.scripted("id", Role::id),
            Field.shown("roleName", "Role", Role::name),
            Field.shown("isBuiltIn", "Built in", Role::builtIn),
            Field.flowing("description", "About", Role::description),
            Field.flowing(
                    "permissions",
                    "Permits",
                    role -> role.permissions().stream().sorted().toList()));

    /** {@code tenon roles list}. */
    @Command(
            name = "list",
            description = "List the roles there are, or those of one person.",
            footer = {"", "Examples:", "  tenon roles list", "  tenon roles list --user ana@example.org"})
    static final class ListAll extends ActingCommand {

        @Option(names = "--user", paramLabel = "USER", description = "Only those that this person holds.")
        private @Nullable String user;

        @Override
        protected int run(Work work, Actor actor) {
            List<Role> roles = user == null
                    ? work.tenon().roles().list(actor)
                    : work.tenon()
                            .roles()
                            .rolesOf(actor, Users.named(work, actor, user).id());
            work.output().many(roles.iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon roles grant}. */
    @Command(
            name = "grant",
            description = "Give somebody a role. It counts from the next request on.",
            footer = {"", "Example:", "  tenon roles grant ana@example.org support"})
    static final class Grant extends UserCommand {

        @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name.")
        private String role = "";

        @Override
        protected int run(Work work, Actor actor, Account account) {
            Role granted = named(work, actor, role);
            work.tenon().roles().assign(actor, account.id(), granted.id());
            work.output().say(account.email() + " holds the role " + granted.name() + ".");
            return 0;
        }
    }

    /** {@code tenon roles revoke}. */
    @Command(
            name = "revoke",
            description = "Take a role away from somebody. It counts from the next request on.",
            footer = {"", "Example:", "  tenon roles revoke ana@example.org support --yes"})
    static final class Revoke extends UserCommand {

        @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name.")
        private String role = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, Account account) {
            Role taken = named(work, actor, role);
            work.terminal().confirm("Take the role " + taken.name() + " away from " + account.email() + "?", yes);
            work.tenon().roles().unassign(actor, account.id(), taken.id());
            work.output().say(account.email() + " does not hold the role " + taken.name() + " any more.");
            return 0;
        }
    }

    private static Role named(Work work, Actor actor, String name) {
        return work.tenon().roles().list(actor).stream()
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> RoleRefusal.NOT_FOUND.because("There is no role named " + name + "."));
    }
}
