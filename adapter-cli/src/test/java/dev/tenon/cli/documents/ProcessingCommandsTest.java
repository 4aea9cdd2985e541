package dev.tenon.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.testkit.ScriptedProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessingCommandsTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    private Path folder;

    @BeforeEach
    void register() {
        cli.anAccount(ANA);
    }

    @Test
    void shows_what_was_read_in_a_document() {
        Document document = cli.aDocument(ANA, "report.pdf", "Quarterly report");
        cli.run("documents", "text", id(document), "--as", ANA).refused(6);

        work();

        assertThat(cli.run("documents", "text", id(document), "--as", ANA)
                        .silent()
                        .out())
                .isEqualTo("Quarterly report\n");
        assertThat(cli.run("documents", "show", id(document), "--as", ANA, "-o", "json")
                        .silent()
                        .json()
                        .get("pageCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(cli.run("documents", "list", "--as", ANA).out()).contains("processed");
    }

    @Test
    void saves_a_small_picture_and_replaces_no_file_by_mistake() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        Path picture = folder.resolve("report.png");
        String[] save = {"documents", "thumbnail", id(document), "--to", picture.toString(), "--as", ANA};
        cli.run(save).refused(6);
        work();

        cli.run(save);

        assertThat(picture).hasContent(ScriptedProcessor.PICTURE);
        cli.run(save).refused(7);
        Files.writeString(picture, "old");
        cli.run("documents", "thumbnail", id(document), "--to", picture.toString(), "--force", "--as", ANA);
        assertThat(picture).hasContent(ScriptedProcessor.PICTURE);
        assertThat(cli.run("documents", "thumbnail", id(document), "--to", "-", "--as", ANA)
                        .out())
                .isEqualTo(ScriptedProcessor.PICTURE);
        cli.run("documents", "thumbnail", id(document), "--to", folder.toString(), "--as", ANA);
        assertThat(folder.resolve(id(document) + ".png")).exists();
    }

    @Test
    void has_a_document_read_once_more() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        cli.processor.fail(new Unreadable("The file is protected with a password."));
        work();
        assertThat(cli.run("documents", "show", id(document), "--as", ANA).out())
                .contains("failed", "The file is protected with a password.");

        assertThat(cli.run("documents", "process", id(document), "--as", ANA, "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("uploaded");
        work();

        assertThat(cli.run("documents", "show", id(document), "--as", ANA).out())
                .contains("processed");
    }

    private void work() {
        cli.tenon.jobs().stream()
                .filter(job -> job.name().startsWith("process-documents"))
                .forEach(BackgroundJob::run);
    }

    private static String id(Document document) {
        return document.id().toString();
    }
}
