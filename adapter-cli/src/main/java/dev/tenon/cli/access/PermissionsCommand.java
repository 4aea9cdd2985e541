package dev.tenon.cli.access;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.UserCommand;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionAnswer.Path;
import dev.tenon.ports.access.PermissionAnswer.PlanStep;
import dev.tenon.ports.access.PermissionAnswer.UsageStep;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.PermissionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon permissions}. */
@Command(
        name = "permissions",
        description = "What roles can permit, and whether somebody may.",
        footer = {
            "",
            "Examples:",
            "  tenon permissions create tenders:approve",
            "  tenon permissions grant editor tenders:approve",
            "  tenon permissions check ana@example.org tenders:approve --explain"
        },
        subcommands = {
            PermissionsCommand.ListAll.class,
            PermissionsCommand.Create.class,
            PermissionsCommand.Update.class,
            PermissionsCommand.Delete.class,
            PermissionsCommand.Grant.class,
            PermissionsCommand.Revoke.class,
            PermissionsCommand.Check.class
        })
public final class PermissionsCommand {

    private static final List<Field<PermissionEntry>> FIELDS = List.of(
            Field.scripted("id", PermissionEntry::id),
            Field.shown("permissionName", "Permission", PermissionEntry::name),
            Field.shown("isBuiltIn", "Built in", PermissionEntry::builtIn),
            Field.shown("feature", "Plan feature", PermissionEntry::feature),
            Field.flowing("description", "About", PermissionEntry::description),
            Field.scripted("createdAt", PermissionEntry::createdAt),
            Field.scripted("updatedAt", PermissionEntry::updatedAt));

    /** {@code tenon permissions list}. */
    @Command(
            name = "list",
            description = "List the permissions there are, oldest first.",
            footer = {"", "Example:", "  tenon permissions list --all"})
    static final class ListAll extends ActingCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            paging.print(work.output(), page -> work.tenon().permissions().list(actor, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon permissions create}. */
    @Command(
            name = "create",
            description = "Add a permission of your own product. The role admin grants it at once.",
            footer = {
                "",
                "Example:",
                "  tenon permissions create tenders:approve --description Approve --feature api-access"
            })
    static final class Create extends ActingCommand {

        @Parameters(paramLabel = "PERMISSION", description = "Its name, as resource:verb.")
        private String name = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "What it lets people do.")
        private @Nullable String description;

        @Option(
                names = "--feature",
                paramLabel = "KEY",
                description = "The plan feature without which it does not count, e.g. api-access.")
        private @Nullable String feature;

        @Override
        protected int run(Work work, Actor actor) {
            work.output()
                    .one(
                            work.tenon().permissions().create(actor, new NewPermission(name, description, feature)),
                            FIELDS);
            return 0;
        }
    }

    /** {@code tenon permissions update}. */
    @Command(
            name = "update",
            description = "Describe a permission anew, or tie it to another plan feature; an empty value is removed.",
            footer = {"", "Example:", "  tenon permissions update tenders:approve --feature api-access"})
    static final class Update extends ActingCommand {

        @Parameters(paramLabel = "PERMISSION", description = "The permission's name or id.")
        private String name = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "What it lets people do.")
        private @Nullable String description;

        @Option(
                names = "--feature",
                paramLabel = "KEY",
                description = "The plan feature without which it does not count.")
        private @Nullable String feature;

        @Override
        protected void check() {
            if (description == null && feature == null) {
                throw new Stopped(Kind.MALFORMED, "Give --description or --feature.");
            }
        }

        @Override
        protected int run(Work work, Actor actor) {
            PermissionEntry present = named(work, actor, name);
            PermissionPatch patch = new PermissionPatch(Work.patched(description), Work.patched(feature));
            work.output()
                    .one(
                            work.tenon()
                                    .permissions()
                                    .update(actor, present.id(), patch, Expected.revision(present.revision())),
                            FIELDS);
            return 0;
        }
    }

    /** {@code tenon permissions delete}. */
    @Command(
            name = "delete",
            description = "Delete a permission of your own product.",
            footer = {"", "Example:", "  tenon permissions delete tenders:approve --even-if-granted --yes"})
    static final class Delete extends ActingCommand {

        @Parameters(paramLabel = "PERMISSION", description = "The permission's name or id.")
        private String name = "";

        @Option(names = "--even-if-granted", description = "Delete it although roles grant it.")
        private boolean evenIfGranted;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            PermissionEntry present = named(work, actor, name);
            work.terminal().confirm("Delete the permission " + present.name() + "?", yes);
            work.tenon()
                    .permissions()
                    .delete(actor, present.id(), evenIfGranted, Expected.revision(present.revision()));
            work.output().say("The permission " + present.name() + " is deleted.");
            return 0;
        }
    }

    /** {@code tenon permissions grant}. */
    @Command(
            name = "grant",
            description = "Let a role permit something. It counts from the holders' next requests on.",
            footer = {"", "Example:", "  tenon permissions grant editor documents:write"})
    static final class Grant extends ActingCommand {

        @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Parameters(index = "1", paramLabel = "PERMISSION", description = "The permission's name or id.")
        private String permission = "";

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor) {
            Role granting = in.role(work, actor, role);
            PermissionEntry granted = named(work, actor, permission);
            work.tenon().roles().grant(actor, granting.id(), granted.id());
            work.output().say("The role " + granting.name() + " permits " + granted.name() + ".");
            return 0;
        }
    }

    /** {@code tenon permissions revoke}. */
    @Command(
            name = "revoke",
            description = "Let a role permit something no more. It counts from the holders' next requests on.",
            footer = {"", "Example:", "  tenon permissions revoke editor documents:write --yes"})
    static final class Revoke extends ActingCommand {

        @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or id.")
        private String role = "";

        @Parameters(index = "1", paramLabel = "PERMISSION", description = "The permission's name or id.")
        private String permission = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor) {
            Role granting = in.role(work, actor, role);
            PermissionEntry revoked = named(work, actor, permission);
            work.terminal()
                    .confirm("Take " + revoked.name() + " away from whoever holds " + granting.name() + "?", yes);
            work.tenon().roles().revoke(actor, granting.id(), revoked.id());
            work.output().say("The role " + granting.name() + " does not permit " + revoked.name() + " any more.");
            return 0;
        }
    }

    /** {@code tenon permissions check}. */
    @Command(
            name = "check",
            description = "Ask whether somebody may do something, and why.",
            footer = {
                "",
                "The exit code is 0 if they may, and 5 if not.",
                "",
                "Examples:",
                "  tenon permissions check ana@example.org documents:write",
                "  tenon permissions check ana@example.org tenders:approve --explain -o json"
            })
    static final class Check extends UserCommand {

        private static final List<Field<PermissionAnswer>> ANSWER = List.of(
                Field.shown("id", "Permission", PermissionAnswer::id),
                Field.shown("allowed", "Allowed", PermissionAnswer::allowed),
                Field.shown("reason", "Because", PermissionAnswer::reason),
                Field.scripted("reasonCode", answer -> answer.code().word()));

        private static final List<Field<PermissionAnswer>> EXPLANATION = List.of(
                of("roleName", "Role", Path::roleName),
                of("roleId", "Role's id", Path::roleId),
                of("organizationId", "Organization", Path::organizationId),
                of(
                        "membership",
                        "Membership",
                        path -> path.membership() == null
                                ? null
                                : path.membership().name().toLowerCase(Locale.ROOT)),
                of("permissionId", "Permission's id", Path::permissionId),
                of("feature", "Plan feature", path -> ofPlan(path, PlanStep::feature)),
                of("planName", "Plan", path -> ofPlan(path, PlanStep::planName)),
                of("subscriptionId", "Subscription", path -> ofPlan(path, PlanStep::subscriptionId)),
                of("subscriptionStatus", "Subscription is", path -> ofPlan(path, PlanStep::status)),
                of("limit", "Limit", path -> ofPlan(path, PlanStep::limit)),
                of("usedBytes", "Used bytes", path -> ofUsage(path, UsageStep::usedBytes)),
                of("maxBytes", "of", path -> ofUsage(path, UsageStep::maxBytes)),
                of("usedDocuments", "Documents", path -> ofUsage(path, UsageStep::usedDocuments)),
                of("maxDocuments", "of at most", path -> ofUsage(path, UsageStep::maxDocuments)));

        @Parameters(index = "1", paramLabel = "PERMISSION", description = "As resource:verb.")
        private String permission = "";

        @Option(names = "--document", paramLabel = "ID", description = "With this document.")
        private @Nullable String document;

        @Option(names = "--explain", description = "Show how the answer came about.")
        private boolean explain;

        @Mixin
        private final InOrganization in = new InOrganization();

        @Override
        protected int run(Work work, Actor actor, Account account) {
            PermissionCheck question = new PermissionCheck(permission, permission, in.id(), documentId());
            PermissionAnswer answer = work.tenon()
                    .permissions()
                    .check(actor, List.of(question), account.id(), explain)
                    .get(0);
            List<Field<PermissionAnswer>> fields = new ArrayList<>(ANSWER);
            if (explain) {
                fields.addAll(EXPLANATION);
            }
            work.output().one(answer, fields);
            return answer.allowed() ? 0 : ExitCode.of(Kind.FORBIDDEN);
        }

        private @Nullable DocumentId documentId() {
            return document == null
                    ? null
                    : DocumentId.parse(document)
                            .orElseThrow(() -> new Stopped(
                                    Kind.MALFORMED, "Name the document by its id; \"" + document + "\" is none."));
        }

        private static Field<PermissionAnswer> of(String name, String title, Function<Path, @Nullable Object> part) {
            return Field.shown(name, title, answer -> answer.path() == null ? null : part.apply(answer.path()));
        }

        private static @Nullable Object ofPlan(Path path, Function<PlanStep, @Nullable Object> part) {
            return path.plan() == null ? null : part.apply(path.plan());
        }

        private static @Nullable Object ofUsage(Path path, Function<UsageStep, @Nullable Object> part) {
            return path.usage() == null ? null : part.apply(path.usage());
        }
    }

    private static PermissionEntry named(Work work, Actor actor, String name) {
        return PermissionId.parse(name)
                .map(id -> work.tenon().permissions().get(actor, id))
                .orElseGet(() -> work.tenon().permissions().named(actor, name));
    }
}
