package dev.tenon.cli.documents;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon documents download}. */
@Command(
        name = "download",
        description = "Save the contents of documents in files.",
        footer = {
            "",
            "A file appears when it is whole and its SHA-256 is right, not before. With --zip up to 100 documents come in one file.",
            "",
            "Examples:",
            "  tenon documents download 01920000-0000-7000-8000-000000000000 --as ana@example.org",
            "  tenon documents download 01920000-0000-7000-8000-000000000000 --as ana@example.org --to - | wc -c",
            "  tenon documents download 01920000-0000-7000-8000-000000000000 01920000-0000-7000-8000-000000000001"
                    + " --zip --to papers.zip --as ana@example.org"
        })
final class DownloadCommand extends PersonalCommand {

    private static final String STANDARD_STREAM = "-";
    private static final String ZIP_NAME = "documents.zip";

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids of the documents.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The file, or the folder for it; - is standard output (default: the document's name).")
    private @Nullable String target;

    @Option(names = "--zip", description = "Save all in one zip (default: " + ZIP_NAME + ").")
    private boolean zip;

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Option(names = "--version", paramLabel = "N", description = "An earlier version (default: the current one).")
    private @Nullable Integer version;

    @Override
    protected void check() {
        boolean isOne = ids.size() == 1;
        if (version != null && (zip || !isOne)) {
            throw new Stopped(
                    Kind.MALFORMED, "An earlier version is saved by itself: name one document, without --zip.");
        }
        if (!zip && !isOne && target != null && !Files.isDirectory(Path.of(target))) {
            throw new Stopped(Kind.MALFORMED, "Several documents go into a folder, or with --zip into one file.");
        }
    }

    @Override
    protected int run(Work work, Actor person) throws IOException {
        List<DocumentId> wanted = ids.stream().map(DocumentFields::id).toList();
        if (zip) {
            saveZip(work, work.tenon().documents().archive(person, wanted));
            return 0;
        }
        for (DocumentId id : wanted) {
            save(
                    work,
                    version == null
                            ? work.tenon().documents().content(person, id)
                            : work.tenon().documentVersions().content(person, id, version));
        }
        return 0;
    }

    private void save(Work work, DocumentContent content) throws IOException {
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
    }

    private void saveZip(Work work, DocumentArchive archive) throws IOException {
        try (Transfer transfer = Transfer.begin(work)) {
            NewFile.Writing writing = out -> {
                try (BytesBar bar = new BytesBar(work, ZIP_NAME)) {
                    archive.writer().writeTo(transfer.of(out), done -> bar.at(done, archive.size()));
                }
                out.flush();
            };
            if (STANDARD_STREAM.equals(target)) {
                writing.writeTo(work.output().bytes());
                return;
            }
            NewFile file = NewFile.at(target, ZIP_NAME, force);
            file.write(writing);
            work.output().say("Saved " + file.path() + ".");
        }
    }
}
