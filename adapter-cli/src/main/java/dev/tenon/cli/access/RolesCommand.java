package dev.tenon.cli.access;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.UserCommand;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon roles}. */
@Command(
        name = "roles",
        description = "What people may do, and who may.",
        footer = {
            "",
            "What a role permits is changed with \"tenon permissions grant\" and \"tenon permissions revoke\".",
            "",
            "Examples:",
            "  tenon roles list",
            "  tenon roles create editor --permission documents:read --permission documents:write",
            "  tenon roles grant ana@example.org editor"
        },
        subcommands = {
            RolesCommand.ListAll.class,
            RolesCommand.Show.class,
            RolesCommand.Create.class,
            RolesCommand.Rename.class,
            RolesCommand.Delete.class,
            RolesCommand.Grant.class,
            RolesCommand.Revoke.class
        })
public final class RolesCommand {

    static final List<Field<Role>> FIELDS = List.of(
            Field.scripted("id", Role::id),
            Field.shown("roleName", "Role", Role::name),
            Field.shown("isBuiltIn", "Built in", Role::builtIn),
            Field.flowing("description", "About", Role::description),
            Field.flowing(
                    "permissions",
                    "Permits",
                    role -> role.permissions().stream().sorted().toList()),
            Field.scripted("organizationId", Role::organizationId),
            Field.scripted("createdAt", Role::createdAt),
            Field.scripted("updatedAt", Role::updatedAt));

    private static final List<Field<Role>> ALL_FIELDS = List.of(
            Field.shown("id", "Id", Role::id),
            Field.shown("roleName", "Role", Role::name),
            Field.shown("isBuiltIn", "Built in", Role::builtIn),
            Field.flowing("description", "About", Role::description),
            Field.flowing(
                    "permissions",
                    "Permits",
                    role -> role.permissions().stream().sorted().toList()),
            Field.shown("organizationId", "Organization", Role::organizationId),
            Field.shown("createdAt", "Created", Role::createdAt),
            Field.shown("updatedAt", "Changed", Role::updatedAt));

    /** {@code tenon roles list}. */
    @Command(
            name = "list",
            description = "List the roles there are, or those of one person.",
            footer = {
                "",
                "Examples:",
                "  tenon roles list",
                "  tenon roles list --user ana@example.org",
                "  tenon roles list --organization 01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98"
            })
    static final class ListAll extends ActingCommand {

        @Option(names = "--user", paramLabel = "USER", description = "Only those that this person holds.")
        private @Nullable String user;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationId organization = in.id();
            if (user == null) {
                paging.print(work.output(), page -> work.tenon().roles().list(actor, organization, page), FIELDS);
                return 0;
            }
            UserId person = Users.named(work, actor, user).id();
            List<Role> roles = organization == null
                    ? work.tenon().roles().rolesOf(actor, person)
                    : work.tenon().roles().rolesOf(actor, person, organization);
            work.output().many(roles.iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon roles show}. */
    @Command(
            name = "show",
            description = "Show one role.",
            footer = {"", "Example:", "  tenon roles show support"})
    static final class Show extends ActingCommand {

        @Parameters(paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(in.role(work, actor, role), ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon roles create}. */
    @Command(
            name = "create",
            description = "Make a role.",
            footer = {"", "Example:", "  tenon roles create editor --description Writes --permission documents:write"})
    static final class Create extends ActingCommand {

        @Parameters(paramLabel = "NAME", description = "The new role's name.")
        private String name = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        private @Nullable String description;

        @Option(
                names = "--permission",
                paramLabel = "PERMISSION",
                description = "What it permits, as resource:verb. Can be repeated.")
        private List<String> permissions = List.of();

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor) {
            NewRole wanted = new NewRole(name, description, in.id(), new LinkedHashSet<>(permissions));
            work.output().one(work.tenon().roles().create(actor, wanted), ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon roles rename}. */
    @Command(
            name = "rename",
            description = "Give a role another name, another description, or both.",
            footer = {
                "",
                "Examples:",
                "  tenon roles rename editor writer",
                "  tenon roles rename editor --description Writes"
            })
    static final class Rename extends ActingCommand {

        @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The new name.")
        private @Nullable String name;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for; an empty one is removed.")
        private @Nullable String description;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected void check() {
            if (name == null && description == null) {
                throw new Stopped(Kind.MALFORMED, "Give a new name, or --description.");
            }
        }

        @Override
        protected int run(Work work, Actor actor) {
            Role present = in.role(work, actor, role);
            RolePatch patch = new RolePatch(name, Work.patched(description));
            Role changed =
                    work.tenon().roles().update(actor, present.id(), patch, Expected.revision(present.revision()));
            work.output().one(changed, ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon roles delete}. */
    @Command(
            name = "delete",
            description = "Delete a role.",
            footer = {"", "Example:", "  tenon roles delete editor --even-if-held --yes"})
    static final class Delete extends ActingCommand {

        @Parameters(paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Option(names = "--even-if-held", description = "Delete it although people hold it.")
        private boolean evenIfHeld;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor) {
            Role present = in.role(work, actor, role);
            work.terminal().confirm("Delete the role " + present.name() + "?", yes);
            work.tenon().roles().delete(actor, present.id(), evenIfHeld, Expected.revision(present.revision()));
            work.output().say("The role " + present.name() + " is deleted.");
            return 0;
        }
    }

    /** {@code tenon roles grant}. */
    @Command(
            name = "grant",
            description = "Give somebody a role. It counts from the next request on.",
            footer = {"", "Example:", "  tenon roles grant ana@example.org support"})
    static final class Grant extends UserCommand {

        @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor, Account account) {
            Role granted = in.role(work, actor, role);
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

        @Parameters(index = "1", paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor, Account account) {
            Role taken = in.role(work, actor, role);
            work.terminal().confirm("Take the role " + taken.name() + " away from " + account.email() + "?", yes);
            work.tenon().roles().unassign(actor, account.id(), taken.id());
            work.output().say(account.email() + " does not hold the role " + taken.name() + " any more.");
            return 0;
        }
    }
}
