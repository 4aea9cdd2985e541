package dev.tenon.cli.organizations;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.organizations.BrandingPatch;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationPatch;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.SeenOrganization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon orgs}. */
@Command(
        name = "orgs",
        description = "Organizations, and who belongs to them.",
        footer = {
            "",
            "Examples:",
            "  tenon orgs create Acme --as ana@example.org",
            "  tenon orgs members acme-bees",
            "  tenon orgs invite acme-bees ben@example.org --role admin --as ana@example.org",
            "  tenon orgs set-role acme-bees ben@example.org admin --as ana@example.org"
        },
        subcommands = {
            OrgsCommand.Create.class,
            OrgsCommand.ListAll.class,
            OrgsCommand.Show.class,
            OrgsCommand.Update.class,
            OrgsMembers.ListMembers.class,
            OrgsMembers.SetRole.class,
            OrgsMembers.Remove.class,
            OrgsMembers.Notify.class,
            OrgsMembers.Transfer.class,
            OrgsMembers.Leave.class,
            InviteCommand.class,
            InvitationsOfOrganization.class,
            OrgsCommand.Delete.class
        })
public final class OrgsCommand {

    /** {@code tenon orgs create}. */
    @Command(
            name = "create",
            description = "Found an organization in a person's name, who is its owner.",
            footer = {
                "",
                "Examples:",
                "  tenon orgs create Acme --as ana@example.org",
                "  tenon orgs create Acme --slug acme-bees --as ana@example.org"
            })
    static final class Create extends PersonalCommand {

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name = "";

        @Option(
                names = "--slug",
                paramLabel = "SLUG",
                description = "Its name in addresses; made from the name by default.")
        private @Nullable String slug;

        @Override
        protected int run(Work work, Actor person) {
            work.output()
                    .one(work.tenon().organizations().create(person, new NewOrganization(name, slug)), Orgs.ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon orgs list}. */
    @Command(
            name = "list",
            description = "List organizations, newest first: everybody's, or those of a person.",
            footer = {"", "Examples:", "  tenon orgs list --text bees", "  tenon orgs list --as ana@example.org"})
    static final class ListAll extends ActingCommand {

        @Option(
                names = {"--q", "--text"},
                paramLabel = "TEXT",
                description = "Words to look for in names and slugs.")
        private @Nullable String text;

        @Option(names = "--everybodys", description = "With --as: everybody's, for a person who may read them.")
        private boolean everybodys;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationFilter filter =
                    OrganizationFilter.of(everybodys || actor.isTrusted()).search(text);
            paging.print(work.output(), page -> work.tenon().organizations().list(actor, filter, page), Orgs.FIELDS);
            return 0;
        }
    }

    /** {@code tenon orgs show}. */
    @Command(
            name = "show",
            description = "Show one organization.",
            footer = {"", "Example:", "  tenon orgs show acme-bees"})
    static final class Show extends OrgCommand {

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            work.output().one(seen, Orgs.ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon orgs update}. */
    @Command(
            name = "update",
            description = "Change an organization's name, slug, look or storage limit.",
            footer = {
                "",
                "An empty text takes a part of the look away.",
                "",
                "Examples:",
                "  tenon orgs update acme-bees --name Wasps --slug wasps",
                "  tenon orgs update acme-bees --primary-color \"#1a73e8\" --as ana@example.org",
                "  tenon orgs update acme-bees --storage-limit unlimited"
            })
    static final class Update extends OrgCommand {

        @Option(names = "--name", paramLabel = "NAME", description = "What it is called.")
        private @Nullable String name;

        @Option(names = "--slug", paramLabel = "SLUG", description = "Its name in addresses.")
        private @Nullable String slug;

        @Option(names = "--brand-name", paramLabel = "NAME", description = "What it calls itself in mail and pages.")
        private @Nullable String brandName;

        @Option(names = "--primary-color", paramLabel = "#RRGGBB", description = "The first colour of its look.")
        private @Nullable String primaryColor;

        @Option(names = "--accent-color", paramLabel = "#RRGGBB", description = "The second colour of its look.")
        private @Nullable String accentColor;

        @Option(names = "--logo", paramLabel = "DOCUMENT", description = "The id of a document of the person's own.")
        private @Nullable String logo;

        @Option(names = "--storage-limit", paramLabel = "BYTES", description = "A number of bytes, or unlimited.")
        private @Nullable String storageLimit;

        @Override
        protected void check() {
            boolean isNothing = name == null && slug == null && storageLimit == null && !changesLook();
            if (isNothing) {
                throw new Stopped(Kind.MALFORMED, "Say what to change: tenon orgs update --help names the options.");
            }
        }

        private boolean changesLook() {
            return brandName != null || primaryColor != null || accentColor != null || logo != null;
        }

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            Organization present = seen.organization();
            OrganizationPatch patch = new OrganizationPatch(name, slug, changesLook() ? look() : null, limit());
            SeenOrganization after = work.tenon()
                    .organizations()
                    .update(actor, present.id(), patch, Expected.revision(present.revision()));
            work.output().one(after, Orgs.ALL_FIELDS);
            return 0;
        }

        private BrandingPatch look() {
            Patched<String> document = Work.patched(logo);
            String id = document.value();
            return new BrandingPatch(
                    Work.patched(brandName),
                    Work.patched(primaryColor),
                    Work.patched(accentColor),
                    new Patched<>(document.present(), id == null ? null : document(id)));
        }

        private static DocumentId document(String id) {
            return DocumentId.parse(id)
                    .orElseThrow(() ->
                            new Stopped(Kind.MALFORMED, "Name the logo by its document's id; \"" + id + "\" is none."));
        }

        private Patched<Long> limit() {
            if (storageLimit == null) {
                return Patched.absent();
            }
            if (storageLimit.equals("unlimited")) {
                return Patched.to(null);
            }
            try {
                return Patched.to(Long.parseLong(storageLimit));
            } catch (NumberFormatException noNumber) {
                throw new Stopped(Kind.MALFORMED, "--storage-limit is a number of bytes, or unlimited.");
            }
        }
    }

    /** {@code tenon orgs delete}. */
    @Command(
            name = "delete",
            description = "Delete an organization for good, with its memberships, roles and keys.",
            footer = {"", "Example:", "  tenon orgs delete acme-bees --as ana@example.org --yes"})
    static final class Delete extends OrgCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            Organization organization = seen.organization();
            List<DeletionBlocker> blockers = work.tenon().organizations().blockers(actor, organization.id());
            if (!blockers.isEmpty()) {
                // Before anybody is asked for what cannot be.
                throw OrganizationRefusal.DELETION_BLOCKED
                        .refusal()
                        .withErrors(
                                blockers.stream().map(DeletionBlocker::asError).toList());
            }
            work.terminal().confirm("Delete the organization " + organization.slug() + " for good?", yes);
            work.tenon().organizations().delete(actor, organization.id(), Expected.revision(organization.revision()));
            work.output().say("The organization " + organization.slug() + " is deleted.");
            return 0;
        }
    }
}
