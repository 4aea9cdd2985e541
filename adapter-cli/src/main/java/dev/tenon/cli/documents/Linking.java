package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.ListedShareLink;
import dev.tenon.ports.documents.NewShareLink;
import dev.tenon.ports.documents.ShareLinkRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ShareLinkId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code tenon documents} about links for people without an account. */
final class Linking {

    private static final List<Field<ListedShareLink>> FIELDS = List.of(
            Field.shown("id", "Id", listed -> listed.link().id()),
            Field.shown("state", "State", listed -> listed.state().name().toLowerCase(Locale.ROOT)),
            Field.shown("isGuarded", "Password", listed -> listed.link().passwordHash() != null),
            Field.shown("downloads", "Downloads", listed -> listed.link().downloads()),
            Field.shown("maxDownloads", "Of", listed -> listed.link().maxDownloads()),
            Field.shown("expiresAt", "Until", listed -> listed.link().expiresAt()),
            Field.scripted("createdBy", listed -> listed.link().createdBy()),
            Field.scripted("createdAt", listed -> listed.link().createdAt()),
            Field.scripted("lastUsedAt", listed -> listed.link().lastUsedAt()),
            Field.scripted("revokedAt", listed -> listed.link().revokedAt()));

    private static final List<Field<IssuedShareLink>> ISSUED = List.of(
            Field.shown("id", "Id", issued -> issued.link().id()),
            Field.flowing("url", "Link", issued -> issued.url().toString()),
            Field.scripted("token", issued -> issued.token().text()),
            Field.shown("maxDownloads", "Downloads", issued -> issued.link().maxDownloads()),
            Field.shown("expiresAt", "Until", issued -> issued.link().expiresAt()));

    private Linking() {}

    /** {@code tenon documents link}. */
    @Command(
            name = "link",
            description = "Make a link with which anybody who has it downloads a document.",
            footer = {
                "",
                "The link is shown this once. It ends when the person may read the document no more.",
                "",
                "Examples:",
                "  tenon documents link 01920000-0000-7000-8000-000000000000 --as ana@example.org",
                "  tenon documents link 01920000-0000-7000-8000-000000000000 --until 2027-01-31T00:00:00Z --downloads 3"
                        + " --password --as ana@example.org"
            })
    static final class Make extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Option(names = "--until", paramLabel = "INSTANT", description = "Until when (default: without an end).")
        private @Nullable Instant until;

        @Option(names = "--downloads", paramLabel = "N", description = "How often (default: without a limit).")
        private @Nullable Integer downloads;

        @Option(names = "--password", description = "Ask for a password, twice, which the link asks for then.")
        private boolean withPassword;

        @Option(
                names = "--password-stdin",
                description = "Read that password from standard input, up to the line's end.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            String password = withPassword || passwordFromInput
                    ? work.terminal().newSecret("password of the link", passwordFromInput)
                    : null;
            IssuedShareLink issued = work.tenon()
                    .shareLinks()
                    .create(person, DocumentFields.id(id), new NewShareLink(password, until, downloads));
            work.output().one(issued, ISSUED);
            return 0;
        }
    }

    /** {@code tenon documents links}. */
    @Command(
            name = "links",
            description = "List a document's links, newest first, with those that ended.",
            footer = {
                "",
                "Example:",
                "  tenon documents links 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class ListAll extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(
                    work.output(), page -> work.tenon().shareLinks().list(person, DocumentFields.id(id), page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents unlink}. */
    @Command(
            name = "unlink",
            description = "End a link.",
            footer = {
                "",
                "Example:",
                "  tenon documents unlink 01920000-0000-7000-8000-000000000000 01920000-0000-7000-8000-000000000001"
                        + " --as ana@example.org"
            })
    static final class Revoke extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "LINK", description = "The link's id.")
        private String link = "";

        @Override
        protected int run(Work work, Actor person) {
            ShareLinkId which = ShareLinkId.parse(link).orElseThrow(ShareLinkRefusal.NOT_FOUND::refusal);
            work.tenon().shareLinks().revoke(person, DocumentFields.id(id), which);
            work.output().say("The link works no more.");
            return 0;
        }
    }
}
