package dev.tenon.cli.documents;

import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon document-versions}. */
@Command(
        name = "document-versions",
        description = "The contents that documents have had.",
        footer = {
            "",
            "Example:",
            "  tenon document-versions list 01920000-0000-7000-8000-000000000000 --as ana@example.org"
        },
        subcommands = {
            DocumentVersionsCommand.ListAll.class,
            DocumentVersionsCommand.Add.class,
            DocumentVersionsCommand.Restore.class,
            DocumentVersionsCommand.Delete.class
        })
public final class DocumentVersionsCommand {

    private static final String VERSION = "The number of the version.";

    /** {@code tenon document-versions list}. */
    @Command(
            name = "list",
            description = "List a document's versions, the newest first.",
            footer = {
                "",
                "Example:",
                "  tenon document-versions list 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class ListAll extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(
                    work.output(),
                    page -> work.tenon().documentVersions().list(person, DocumentFields.id(id), page),
                    DocumentFields.OF_VERSION);
            return 0;
        }
    }

    /** {@code tenon document-versions add}. */
    @Command(
            name = "add",
            description = "Give a document another content; it keeps its name.",
            footer = {
                "",
                "The contents before stay, and count against the quota.",
                "",
                "Example:",
                "  tenon document-versions add 01920000-0000-7000-8000-000000000000 report.pdf --as ana@example.org"
            })
    static final class Add extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The file; - is standard input.")
        private Path file = Path.of("");

        @Option(
                names = "--media-type",
                paramLabel = "TYPE",
                description = "What it is, e.g. application/pdf (default: as the document's name says).")
        private @Nullable String mediaType;

        @Override
        protected void check() throws IOException {
            Source.check(file);
        }

        @Override
        protected int run(Work work, Actor person) throws IOException {
            Document document = work.tenon().documents().get(person, DocumentFields.id(id));
            Source.send(
                    work,
                    file,
                    document.fileName(),
                    mediaType,
                    content -> work.output()
                            .one(
                                    work.tenon()
                                            .documentVersions()
                                            .add(
                                                    person,
                                                    document.id(),
                                                    content,
                                                    Expected.revision(document.revision())),
                                    DocumentFields.ALL));
            return 0;
        }
    }

    /** {@code tenon document-versions restore}. */
    @Command(
            name = "restore",
            description = "Make an earlier content the current one, as a new version.",
            footer = {
                "",
                "Example:",
                "  tenon document-versions restore 01920000-0000-7000-8000-000000000000 1 --as ana@example.org"
            })
    static final class Restore extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "N", description = VERSION)
        private int version;

        @Override
        protected int run(Work work, Actor person) {
            Document restored =
                    work.tenon().documentVersions().restore(person, DocumentFields.id(id), version, Expected.any());
            work.output().one(restored, DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon document-versions delete}. */
    @Command(
            name = "delete",
            description = "Delete an earlier version for good; its space is free at once.",
            footer = {
                "",
                "Example:",
                "  tenon document-versions delete 01920000-0000-7000-8000-000000000000 1 --as ana@example.org --yes"
            })
    static final class Delete extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "N", description = VERSION)
        private int version;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            Document document = work.tenon().documents().get(person, DocumentFields.id(id));
            work.terminal().confirm("Delete version " + version + " of " + document.fileName() + " for good?", yes);
            work.tenon().documentVersions().delete(person, document.id(), version);
            work.output().say("Deleted version " + version + " of " + document.fileName() + ".");
            return 0;
        }
    }
}
