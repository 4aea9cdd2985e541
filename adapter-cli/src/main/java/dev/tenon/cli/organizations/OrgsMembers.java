package dev.tenon.cli.organizations;

import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.SeenOrganization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code tenon orgs} about who belongs to one. */
final class OrgsMembers {

    private OrgsMembers() {}

    /** {@code tenon orgs members}. */
    @Command(
            name = "members",
            description = "List who belongs to an organization, longest-standing first.",
            footer = {
                "",
                "Examples:",
                "  tenon orgs members acme-bees --role owner",
                "  tenon orgs members acme-bees --text ben --as ana@example.org"
            })
    static final class ListMembers extends OrgCommand {

        @Option(names = "--role", paramLabel = "owner|admin|member", description = "Only those.")
        private @Nullable MemberRole role;

        @Option(
                names = {"--q", "--text"},
                paramLabel = "TEXT",
                description = "Words to look for in addresses and names.")
        private @Nullable String text;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            OrganizationId id = seen.organization().id();
            MemberFilter filter = new MemberFilter(text, role);
            paging.print(work.output(), page -> work.tenon().members().list(actor, id, filter, page), Orgs.MEMBERS);
            return 0;
        }
    }

    /** {@code tenon orgs set-role}. */
    @Command(
            name = "set-role",
            description = "Change as what somebody belongs to an organization. It counts from the next request on.",
            footer = {"", "Example:", "  tenon orgs set-role acme-bees ben@example.org admin --as ana@example.org"})
    static final class SetRole extends OrgCommand {

        @Parameters(index = "1", paramLabel = "MEMBER", description = "The member's e-mail address or id.")
        private String member = "";

        @Parameters(index = "2", paramLabel = "owner|admin|member", description = "The new role.")
        private MemberRole role = MemberRole.MEMBER;

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            OrganizationId id = seen.organization().id();
            Member present = Orgs.member(work, actor, id, member);
            Member after = work.tenon()
                    .members()
                    .update(actor, id, present.userId(), MemberPatch.role(role), Expected.revision(present.revision()));
            work.output().one(after, Orgs.MEMBERS);
            return 0;
        }
    }

    /** {@code tenon orgs remove-member}. */
    @Command(
            name = "remove-member",
            description = "End somebody's membership. It counts from the next request on.",
            footer = {"", "Example:", "  tenon orgs remove-member acme-bees ben@example.org --as ana@example.org --yes"
            })
    static final class Remove extends OrgCommand {

        @Parameters(index = "1", paramLabel = "MEMBER", description = "The member's e-mail address or id.")
        private String member = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            OrganizationId id = seen.organization().id();
            Member present = Orgs.member(work, actor, id, member);
            String slug = seen.organization().slug();
            work.terminal().confirm("Remove " + member + " from " + slug + "?", yes);
            work.tenon().members().remove(actor, id, present.userId());
            work.output().say(member + " does not belong to " + slug + " any more.");
            return 0;
        }
    }

    /** {@code tenon orgs notify}. */
    @Command(
            name = "notify",
            description = "Say for a person whether to be notified of what happens in an organization.",
            footer = {"", "Example:", "  tenon orgs notify acme-bees off --as ana@example.org"})
    static final class Notify extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ORGANIZATION", description = "The organization's slug or id.")
        private String organization = "";

        @Parameters(index = "1", paramLabel = "on|off", description = "Whether to be notified.")
        private String state = "";

        @Override
        protected void check() {
            if (!state.equals("on") && !state.equals("off")) {
                throw new Stopped(Kind.MALFORMED, "Say on or off; \"" + state + "\" is neither.");
            }
        }

        @Override
        protected int run(Work work, Actor person) {
            OrganizationId id =
                    Orgs.named(work, person, organization).organization().id();
            UserId self = person.person().orElseThrow();
            Member after = work.tenon()
                    .members()
                    .update(person, id, self, MemberPatch.notifications(state.equals("on")), Expected.any());
            work.output().one(after, Orgs.MEMBERS);
            return 0;
        }
    }

    /** {@code tenon orgs transfer}. */
    @Command(
            name = "transfer",
            description = "Hand an organization over: a member becomes its main owner.",
            footer = {
                "",
                "Who was the main owner until then stays an owner, unless --keep-as says otherwise.",
                "",
                "Example:",
                "  tenon orgs transfer acme-bees ben@example.org --keep-as member --as ana@example.org --yes"
            })
    static final class Transfer extends OrgCommand {

        @Parameters(index = "1", paramLabel = "MEMBER", description = "The member's e-mail address or id.")
        private String member = "";

        @Option(
                names = "--keep-as",
                paramLabel = "owner|admin|member",
                description = "As what the main owner until then stays (default: owner).")
        private MemberRole keepAs = MemberRole.OWNER;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            OrganizationId id = seen.organization().id();
            Member next = Orgs.member(work, actor, id, member);
            work.terminal().confirm("Hand " + seen.organization().slug() + " over to " + member + "?", yes);
            work.output().one(work.tenon().organizations().transfer(actor, id, next.userId(), keepAs), Orgs.ALL_FIELDS);
            return 0;
        }
    }

    /** {@code tenon orgs leave}. */
    @Command(
            name = "leave",
            description = "End a person's own membership.",
            footer = {"", "Example:", "  tenon orgs leave acme-bees --as ben@example.org --yes"})
    static final class Leave extends PersonalCommand {

        @Parameters(paramLabel = "ORGANIZATION", description = "The organization's slug or id.")
        private String organization = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            SeenOrganization seen = Orgs.named(work, person, organization);
            String slug = seen.organization().slug();
            work.terminal().confirm("Leave " + slug + "?", yes);
            work.tenon()
                    .members()
                    .remove(person, seen.organization().id(), person.person().orElseThrow());
            work.output().say("The membership of " + slug + " is over.");
            return 0;
        }
    }
}
