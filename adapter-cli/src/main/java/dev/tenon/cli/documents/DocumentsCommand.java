package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
            DocumentsCommand.Rename.class,
            DocumentsCommand.Delete.class
        })
public final class DocumentsCommand {

    private static final String STANDARD_STREAM = "-";
    private static final String ID = "The document's id, from a list.";

    private static final List<Field<Document>> FIELDS = List.of(
            Field.shown("id", "Id", Document::id),
            Field.scripted("userId", Document::ownerId),
            Field.flowing("fileName", "Name", Document::fileName),
            Field.bytes("fileSize", "Size", Document::fileSize),
            Field.shown("fileType", "Type", Document::fileType),
            Field.scripted("mediaType", Document::mediaType),
            Field.scripted("sha256", Document::sha256),
            Field.shown("status", "Status", document -> document.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("uploadedAt", "Uploaded", Document::uploadedAt),
            Field.shown("version", "Version", Document::version),
            Field.scripted("failureReason", Document::failureReason),
            Field.scripted("updatedAt", Document::updatedAt));

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

        @Override
        protected void check() throws IOException {
            if (isStandardInput()) {
                if (name == null) {
                    throw new Stopped(Kind.MALFORMED, "Standard input has no name; give one with --name.");
                }
            } else if (Files.isDirectory(file)) {
                throw new Stopped(Kind.INVALID, file + " is a folder; name a file.");
            } else if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            } else if (!Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
        }

        @Override
        protected int run(Work work, Actor person) throws IOException {
            Path last = file.getFileName();
            String storedName = name == null ? String.valueOf(last) : name;
            boolean hasSize = !isStandardInput() && Files.isRegularFile(file);
            Long size = hasSize ? Files.size(file) : null;
            try (Transfer transfer = Transfer.begin(work);
                    InputStream source = isStandardInput() ? work.terminal().input() : Files.newInputStream(file);
                    InputStream bytes = transfer.of(storedName, size == null ? 0 : size, source)) {
                NewDocument upload = new NewDocument(storedName, mediaType, size, bytes);
                work.output().one(work.tenon().documents().upload(person, upload), FIELDS);
            }
            return 0;
        }

        private boolean isStandardInput() {
            return file.toString().equals(STANDARD_STREAM);
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

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            DocumentFilter filter = new DocumentFilter(text, status, type);
            paging.print(work.output(), page -> work.tenon().documents().list(person, filter, page), FIELDS);
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

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().documents().get(person, documentId(id)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents download}. */
    @Command(
            name = "download",
            description = "Save a document's content in a file.",
            footer = {
                "",
                "The file appears when it is whole and its SHA-256 is right, not before.",
                "",
                "Examples:",
                "  tenon documents download 01920000-0000-7000-8000-000000000000 --as ana@example.org",
                "  tenon documents download 01920000-0000-7000-8000-000000000000 --as ana@example.org --to - | wc -c"
            })
    static final class Download extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "The file, or the folder for it; - is standard output (default: the document's name).")
        private @Nullable String target;

        @Option(names = "--force", description = "Replace a file that is there.")
        private boolean force;

        @Override
        protected int run(Work work, Actor person) throws IOException {
            DocumentContent content = work.tenon().documents().content(person, documentId(id));
            Document document = content.document();
            Saved saved = new Saved(document, force);
            boolean isStandardOutput = STANDARD_STREAM.equals(target);
            Path file = isStandardOutput ? Path.of(STANDARD_STREAM) : saved.target(target);
            try (Transfer transfer = Transfer.begin(work);
                    InputStream source = content.bytes().open(0, document.fileSize());
                    InputStream bytes = transfer.of(document.fileName(), document.fileSize(), source)) {
                if (isStandardOutput) {
                    saved.copy(bytes, work.output().bytes());
                } else {
                    saved.write(bytes, file);
                    work.output().say("Saved " + file + ".");
                }
            }
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

        @Parameters(index = "0", paramLabel = "ID", description = ID)
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
        private String name = "";

        @Override
        protected int run(Work work, Actor person) {
            Document renamed = work.tenon().documents().rename(person, documentId(id), name, Expected.any());
            work.output().one(renamed, FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents delete}. */
    @Command(
            name = "delete",
            description = "Delete a document; its space is free at once.",
            footer = {
                "",
                "Example:",
                "  tenon documents delete 01920000-0000-7000-8000-000000000000 --as ana@example.org --yes"
            })
    static final class Delete extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            Document document = work.tenon().documents().get(person, documentId(id));
            work.terminal().confirm("Delete " + document.fileName() + "?", yes);
            work.tenon().documents().delete(person, document.id(), Expected.revision(document.revision()));
            work.output().say("Deleted " + document.fileName() + ".");
            return 0;
        }
    }

    private static DocumentId documentId(String text) {
        return DocumentId.parse(text).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
    }
}
