package dev.tenon.cli.documents;

import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon documents}. */
@Command(
        name = "documents",
        description = "Files of people and organizations.",
        footer = {
            "",
            "Examples:",
            "  tenon documents upload report.pdf --as ana@example.org",
            "  tenon documents list --as ana@example.org"
        },
        subcommands = {
            DocumentsCommand.Upload.class,
            DocumentsCommand.ListAll.class,
            DocumentsCommand.Show.class,
            DownloadCommand.class,
            DocumentsCommand.Rename.class,
            DocumentsCommand.Tag.class,
            DocumentsCommand.Move.class,
            ProcessingCommands.ReadAgain.class,
            ProcessingCommands.Text.class,
            ProcessingCommands.Picture.class,
            Sharing.Grant.class,
            Sharing.ListAll.class,
            Sharing.Revoke.class,
            Sharing.WithMe.class,
            Searching.Search.class,
            Searching.Reindex.class,
            Linking.Make.class,
            Linking.ListAll.class,
            Linking.Revoke.class,
            DocumentsCommand.Delete.class
        })
public final class DocumentsCommand {

    /** {@code tenon documents upload}. */
    @Command(
            name = "upload",
            description = "Store a file.",
            footer = {
                "",
                "If it is interrupted, nothing is kept and nothing is counted; run it again.",
                "",
                "Examples:",
                "  tenon documents upload report.pdf --as ana@example.org",
                "  tenon documents upload - --name users.csv --as ana@example.org < export.csv"
            })
    static final class Upload extends PersonalCommand {

        @Parameters(paramLabel = "FILE", description = "The file to store; - is standard input.")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", description = "Store it under this name (default: the file's).")
        private @Nullable String name;

        @Option(
                names = "--media-type",
                paramLabel = "TYPE",
                description = "What it is, e.g. application/pdf (default: as the name's ending says).")
        private @Nullable String mediaType;

        @Mixin
        private final InOrganization of = new InOrganization();

        @Override
        protected void check() throws IOException {
            if (Source.isStandardInput(file) && name == null) {
                throw new Stopped(Kind.MALFORMED, "Standard input has no name; give one with --name.");
            }
            Source.check(file);
        }

        @Override
        protected int run(Work work, Actor person) throws IOException {
            String storedName = name == null ? String.valueOf(file.getFileName()) : name;
            Source.send(work, file, storedName, mediaType, upload -> {
                NewDocument document = upload.in(of.organization());
                work.output().one(work.tenon().documents().upload(person, document), DocumentFields.ALL);
            });
            return 0;
        }
    }

    /** {@code tenon documents list}. */
    @Command(
            name = "list",
            description = "List a person's documents, newest first.",
            footer = {"", "Example:", "  tenon documents list --as ana@example.org --type pdf"})
    static final class ListAll extends PersonalCommand {

        @Option(names = "--text", paramLabel = "TEXT", description = "Only those with this in the name, in any case.")
        private @Nullable String text;

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "Only those that are uploaded, processing, processed or failed.")
        private @Nullable DocumentStatus status;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only those of this short type, e.g. pdf.")
        private @Nullable String type;

        @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
        private @Nullable String tag;

        @Mixin
        private final InOrganization of = new InOrganization();

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            DocumentFilter filter = new DocumentFilter(of.organization(), text, status, type, tag);
            paging.print(
                    work.output(), page -> work.tenon().documents().list(person, filter, page), DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon documents show}. */
    @Command(
            name = "show",
            description = "Show what is known about a document.",
            footer = {
                "",
                "Example:",
                "  tenon documents show 01920000-0000-7000-8000-000000000000 --as ana@example.org -o json"
            })
    static final class Show extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().documents().get(person, DocumentFields.id(id)), DocumentFields.OF_ONE);
            return 0;
        }
    }

    /** {@code tenon documents rename}. */
    @Command(
            name = "rename",
            description = "Give a document another name.",
            footer = {
                "",
                "Example:",
                "  tenon documents rename 01920000-0000-7000-8000-000000000000 summary.pdf --as ana@example.org"
            })
    static final class Rename extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
        private String name = "";

        @Override
        protected int run(Work work, Actor person) {
            Document renamed = work.tenon()
                    .documents()
                    .update(person, DocumentFields.id(id), DocumentPatch.name(name), Expected.any());
            work.output().one(renamed, DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon documents tag}. */
    @Command(
            name = "tag",
            description = "Give a document other tags, all of them; none takes them away.",
            footer = {
                "",
                "Example:",
                "  tenon documents tag 01920000-0000-7000-8000-000000000000 tax 2026 --as ana@example.org"
            })
    static final class Tag extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1..*", paramLabel = "TAG", description = "A word to find it by.")
        private List<String> tags = new ArrayList<>();

        @Override
        protected int run(Work work, Actor person) {
            Document tagged = work.tenon()
                    .documents()
                    .update(person, DocumentFields.id(id), DocumentPatch.tags(tags), Expected.any());
            work.output().one(tagged, DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon documents move}. */
    @Command(
            name = "move",
            description = "Give a document to an organization, or make an organization's the person's own.",
            footer = {
                "",
                "It moves with its versions, and counts where it is now.",
                "",
                "Example:",
                "  tenon documents move 01920000-0000-7000-8000-000000000000 --as ana@example.org"
                        + " --organization 01920000-0000-7000-8000-000000000001"
            })
    static final class Move extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Mixin
        private final InOrganization to = new InOrganization();

        @Override
        protected int run(Work work, Actor person) {
            Document moved =
                    work.tenon().documents().move(person, DocumentFields.id(id), to.organization(), Expected.any());
            work.output().one(moved, DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon documents delete}. */
    @Command(
            name = "delete",
            description = "Put a document into the trash; its space is free at once.",
            footer = {
                "",
                "Example:",
                "  tenon documents delete 01920000-0000-7000-8000-000000000000 --as ana@example.org --yes"
            })
    static final class Delete extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            Document document = work.tenon().documents().get(person, DocumentFields.id(id));
            work.terminal().confirm("Put " + document.fileName() + " into the trash?", yes);
            work.tenon().documents().delete(person, document.id(), Expected.revision(document.revision()));
            work.output().say("Put " + document.fileName() + " into the trash; it can be restored for a while.");
            return 0;
        }
    }
}
