package dev.tenon.cli.documents;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Thumbnail;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is read in documents. */
final class ProcessingCommands {

    private static final String STANDARD_STREAM = "-";

    private ProcessingCommands() {}

    /** {@code tenon documents process}. */
    @Command(
            name = "process",
            description = "Have a document read once more: its text, its pages, and how it looks in small.",
            footer = {
                "",
                "A running server does it in a moment; its status tells what came of it. What was read before stays until then.",
                "",
                "Example:",
                "  tenon documents process 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class ReadAgain extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            Document document = work.tenon().processing().request(person, DocumentFields.id(id));
            work.output().one(document, DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon documents text}. */
    @Command(
            name = "text",
            description = "Print the text that was read in a document.",
            footer = {
                "",
                "Example:",
                "  tenon documents text 01920000-0000-7000-8000-000000000000 --as ana@example.org | grep -i total"
            })
    static final class Text extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) throws IOException {
            String text = work.tenon().processing().text(person, DocumentFields.id(id));
            OutputStream out = work.output().bytes();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (!text.isEmpty() && !text.endsWith("\n")) {
                out.write('\n');
            }
            out.flush();
            return 0;
        }
    }

    /** {@code tenon documents thumbnail}. */
    @Command(
            name = "thumbnail",
            description = "Save a small picture of a document, a PNG of at most 256 by 256 pixels.",
            footer = {
                "",
                "There is one of PDF files and pictures, once their status is processed.",
                "",
                "Example:",
                "  tenon documents thumbnail 01920000-0000-7000-8000-000000000000 --to report.png --as ana@example.org"
            })
    static final class Picture extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description =
                        "The file, or the folder for it; - is standard output (default: the document's id, with .png).")
        private @Nullable String target;

        @Option(names = "--force", description = "Replace a file that is there.")
        private boolean force;

        @Override
        protected int run(Work work, Actor person) throws IOException {
            Thumbnail thumbnail = work.tenon().processing().thumbnail(person, DocumentFields.id(id));
            try (InputStream bytes = thumbnail.bytes().get()) {
                if (STANDARD_STREAM.equals(target)) {
                    OutputStream out = work.output().bytes();
                    bytes.transferTo(out);
                    out.flush();
                    return 0;
                }
                NewFile file = NewFile.at(target, id.toLowerCase(Locale.ROOT) + ".png", force);
                file.write(bytes::transferTo);
                work.output().say("Saved " + file.path() + ".");
                return 0;
            }
        }
    }
}
