package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.ShareId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code tenon documents} that say who else may. */
final class Sharing {

    private static final List<Field<Share>> FIELDS = List.of(
            Field.shown("id", "Id", Share::id),
            Field.scripted("userId", share -> share.with() instanceof Grantee.Person person ? person.id() : null),
            Field.scripted(
                    "organizationId", share -> share.with() instanceof Grantee.Members members ? members.id() : null),
            Field.scripted(
                    "email",
                    share -> share.with() instanceof Grantee.Address address
                            ? address.email().value()
                            : null),
            Field.tabled("With", Field.Look.WHOLE, Sharing::with),
            Field.shown("permission", "May", share -> share.right().name().toLowerCase(Locale.ROOT)),
            Field.scripted("grantedBy", Share::grantedBy),
            Field.shown("sharedAt", "Shared", Share::sharedAt),
            Field.shown("expiresAt", "Until", Share::expiresAt));

    private static final List<Field<SharedDocument>> OF_DOCUMENT = List.of(
            Field.shown("id", "Id", shared -> shared.document().id()),
            Field.flowing("fileName", "Name", shared -> shared.document().fileName()),
            Field.bytes("fileSize", "Size", shared -> shared.document().fileSize()),
            Field.shown("permission", "May", shared -> shared.right().name().toLowerCase(Locale.ROOT)),
            Field.scripted("sharedBy", SharedDocument::sharedBy),
            Field.shown("sharedAt", "Shared", SharedDocument::sharedAt),
            Field.shown("expiresAt", "Until", SharedDocument::expiresAt));

    private Sharing() {}

    private static String with(Share share) {
        return switch (share.with()) {
            case Grantee.Person person -> "person " + person.id();
            case Grantee.Members members -> "organization " + members.id();
            case Grantee.Address address -> address.email().value();
        };
    }

    /** {@code tenon documents share}. */
    @Command(
            name = "share",
            description = "Let somebody read a document, or also write it; once more changes it.",
            footer = {
                "",
                "An address may be nobody's yet: whoever verifies it may then.",
                "",
                "Examples:",
                "  tenon documents share 01920000-0000-7000-8000-000000000000 --with ben@example.org --as ana@example.org",
                "  tenon documents share 01920000-0000-7000-8000-000000000000 --organization 01920000-0000-7000-8000-000000000001"
                        + " --write --as ana@example.org"
            })
    static final class Grant extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Option(names = "--with", paramLabel = "ADDRESS", description = "The address of whom.")
        private @Nullable String address;

        @Option(names = "--organization", paramLabel = "ID", description = "All members of this organization.")
        private @Nullable String organization;

        @Option(names = "--write", description = "They may also write it (default: only read it).")
        private boolean write;

        @Option(names = "--until", paramLabel = "INSTANT", description = "Until when (default: without an end).")
        private @Nullable Instant until;

        @Override
        protected int run(Work work, Actor person) {
            DocumentRight right = write ? DocumentRight.WRITE : DocumentRight.READ;
            Share share =
                    work.tenon().shares().share(person, DocumentFields.id(id), new NewShare(grantee(), right, until));
            work.output().one(share, FIELDS);
            return 0;
        }

        private Grantee grantee() {
            OrganizationId members = Work.organizationId(organization);
            if (members != null && address == null) {
                return new Grantee.Members(members);
            }
            if (address == null || members != null) {
                throw new Stopped(Kind.MALFORMED, "Say with whom: --with ADDRESS, or --organization ID.");
            }
            return new Grantee.Address(EmailAddress.require(address, "/email"));
        }
    }

    /** {@code tenon documents shares}. */
    @Command(
            name = "shares",
            description = "List with whom a document is shared, newest first.",
            footer = {
                "",
                "Example:",
                "  tenon documents shares 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class ListAll extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(
                    work.output(), page -> work.tenon().shares().list(person, DocumentFields.id(id), page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents unshare}. */
    @Command(
            name = "unshare",
            description = "Take a share back, and all that rest on it.",
            footer = {
                "",
                "Example:",
                "  tenon documents unshare 01920000-0000-7000-8000-000000000000 01920000-0000-7000-8000-000000000001"
                        + " --as ana@example.org"
            })
    static final class Revoke extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "SHARE", description = "The share's id, or whose it is.")
        private String share = "";

        @Override
        protected int run(Work work, Actor person) {
            ShareId which = ShareId.parse(share).orElseThrow(ShareRefusal.NOT_FOUND::refusal);
            work.tenon().shares().revoke(person, DocumentFields.id(id), which.value());
            work.output().say("Taken back.");
            return 0;
        }
    }

    /** {@code tenon documents shared}. */
    @Command(
            name = "shared",
            description = "List what others share with a person, newest first.",
            footer = {"", "Example:", "  tenon documents shared --as ben@example.org"})
    static final class WithMe extends PersonalCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(work.output(), page -> work.tenon().shares().withMe(person, page), OF_DOCUMENT);
            return 0;
        }
    }
}
