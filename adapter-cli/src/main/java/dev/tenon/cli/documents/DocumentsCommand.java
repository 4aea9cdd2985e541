package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon documents}. */
@Command(
        name = "documents",
        description = "Files of people.",
        synopsisSubcommandLabel = "COMMAND",
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
            DocumentsCommand.Download.class,
            DocumentsCommand.Delete.class
        })
public final class DocumentsCommand {

    private static final List<Field<Document>> FIELDS = List.of(
            Field.shown("id", "Id", Document::id),
            Field.shown("fileName", "Name", Document::fileName),
            Field.shown("fileSize", "Bytes", Document::fileSize),
            Field.shown("fileType", "Type", Document::fileType),
            Field.scripted("mediaType", Document::mediaType),
            Field.scripted("sha256", Document::sha256),
            Field.shown("version", "Version", Document::version),
            Field.shown("status", "Status", document -> document.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("uploadedAt", "Uploaded", Document::uploadedAt),
            Field.scripted("updatedAt", Document::updatedAt));

    /** What every command here needs: in whose name it works. */
    abstract static class InSomebodysName extends TenonCommand {

        @Option(names = "--as", paramLabel = "EMAIL", required = true, description = "In whose name.")
        private String email = "";

        Actor person(Work work) {
            return work.as(email);
        }

        static DocumentId documentId(String text) {
            return DocumentId.parse(text).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
        }
    }

    /** {@code tenon documents upload}. */
    @Command(
            name = "upload",
            description = "Store a file.",
            footer = {"", "Example:", "  tenon documents upload report.pdf --as ana@example.org"})
    static final class Upload extends InSomebodysName {

        @Parameters(paramLabel = "FILE", description = "The file to store.")
        private Path file = Path.of("");

        @Option(
                names = "--media-type",
                paramLabel = "TYPE",
                description = "E.g. application/pdf; otherwise by the ending.")
        private @Nullable String mediaType;

        @Override
        protected int run(Work work) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new Stopped(Kind.NOT_FOUND, "There is no file " + file + ".");
            }
            Actor person = person(work);
            long size = Files.size(file);
            String name = file.getFileName().toString();
            try (InputStream bytes = Transfer.shown(work, name, size, Files.newInputStream(file))) {
                Document document =
                        work.tenon().documents().upload(person, new NewDocument(name, mediaType, size, bytes));
                work.output().one(document, FIELDS);
            }
            return 0;
        }
    }

    /** {@code tenon documents list}. */
    @Command(
            name = "list",
            description = "List a person's documents, newest first.",
            footer = {"", "Example:", "  tenon documents list --as ana@example.org --type pdf"})
    static final class ListAll extends InSomebodysName {

        @Option(names = "--text", paramLabel = "TEXT", description = "A part of the name.")
        private @Nullable String text;

        @Option(names = "--type", paramLabel = "TYPE", description = "The short type, e.g. pdf.")
        private @Nullable String type;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work) {
            Actor person = person(work);
            DocumentFilter filter = new DocumentFilter(text, null, type);
            work.output().many(paging.read(page -> work.tenon().documents().list(person, filter, page)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents show}. */
    @Command(
            name = "show",
            description = "Show one document's metadata.",
            footer = {"", "Example:", "  tenon documents show ID --as ana@example.org -o json"})
    static final class Show extends InSomebodysName {

        @Parameters(paramLabel = "ID", description = "The document's id.")
        private String id = "";

        @Override
        protected int run(Work work) {
            work.output().one(work.tenon().documents().get(person(work), documentId(id)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents download}. */
    @Command(
            name = "download",
            description = "Fetch a document's content.",
            footer = {
                "",
                "Examples:",
                "  tenon documents download ID --as ana@example.org",
                "  tenon documents download ID --as ana@example.org --to - | sha256sum"
            })
    static final class Download extends InSomebodysName {

        private static final String STANDARD_OUTPUT = "-";

        @Parameters(paramLabel = "ID", description = "The document's id.")
        private String id = "";

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "Where to put it; - is standard output (default: its name).")
        private @Nullable String target;

        @Option(names = "--force", description = "Replace a file that is there.")
        private boolean force;

        @Override
        protected int run(Work work) throws IOException {
            DocumentContent content = work.tenon().documents().content(person(work), documentId(id));
            Document document = content.document();
            try (InputStream bytes = Transfer.shown(
                    work,
                    document.fileName(),
                    document.fileSize(),
                    content.bytes().open(0, document.fileSize()))) {
                if (STANDARD_OUTPUT.equals(target)) {
                    bytes.transferTo(work.terminal().output());
                    work.terminal().output().flush();
                } else {
                    Path file = Path.of(target == null ? document.fileName() : target)
                            .toAbsolutePath();
                    write(bytes, file);
                    work.output().say("Saved " + file + ".");
                }
            }
            return 0;
        }

        private void write(InputStream bytes, Path file) throws IOException {
            if (Files.exists(file) && !force) {
                throw new Stopped(Kind.CONFLICT, file + " exists; add --force to replace it, or --to another file.");
            }
            Path part = Files.createTempFile(file.getParent(), "tenon-", ".part");
            try {
                Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** {@code tenon documents delete}. */
    @Command(
            name = "delete",
            description = "Delete a document; its space is free at once.",
            footer = {"", "Example:", "  tenon documents delete ID --as ana@example.org --yes"})
    static final class Delete extends InSomebodysName {

        @Parameters(paramLabel = "ID", description = "The document's id.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work) {
            Actor person = person(work);
            Document document = work.tenon().documents().get(person, documentId(id));
            work.terminal().confirm("Delete " + document.fileName() + "?", yes);
            work.tenon().documents().delete(person, document.id(), Expected.revision(document.revision()));
            work.output().say("Deleted " + document.fileName() + ".");
            return 0;
        }
    }
}
