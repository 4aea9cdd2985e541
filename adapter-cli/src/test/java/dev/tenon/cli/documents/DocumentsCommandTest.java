package dev.tenon.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsCommandTest {

    private static final String ANA = "ana@example.org";
    private static final String UNKNOWN = "01920000-0000-7000-8000-0000000fffff";

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    Path folder;

    private Account ana;

    @BeforeEach
    void register() {
        ana = cli.anAccount(ANA);
    }

    // ---- upload

    @Test
    void stores_a_file_for_a_person() throws IOException {
        Path file = Files.writeString(folder.resolve("report.pdf"), "hello");

        JsonNode document = cli.run("documents", "upload", file.toString(), "--as", ANA, "-o", "json")
                .silent()
                .json();

        assertThat(document.get("fileName").asText()).isEqualTo("report.pdf");
        assertThat(document.get("userId").asText()).isEqualTo(ana.id().toString());
        assertThat(document.get("fileSize").asLong()).isEqualTo(5);
        assertThat(document.get("fileType").asText()).isEqualTo("pdf");
        assertThat(document.get("mediaType").asText()).isEqualTo("application/pdf");
        assertThat(document.get("sha256").asText())
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(used()).isEqualTo(5);
    }

    @Test
    void stores_under_another_name_and_type_if_told_so() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "hello");

        JsonNode document = cli.run(
                        "documents",
                        "upload",
                        file.toString(),
                        "--as=" + ana.id(),
                        "--name=notes.md",
                        "--media-type=text/plain",
                        "-o=json")
                .silent()
                .json();

        assertThat(document.get("fileName").asText()).isEqualTo("notes.md");
        assertThat(document.get("mediaType").asText()).isEqualTo("text/plain");
    }

    @Test
    void finds_documents_by_their_words_and_reads_them_anew_in_another_language() {
        cli.input("hello")
                .run("documents", "upload", "-", "--name", "annual report.txt", "--as", ANA)
                .silent();
        cli.input("hello")
                .run("documents", "upload", "-", "--name", "letter.txt", "--as", ANA)
                .silent();

        JsonNode found = cli.run("documents", "search", "report", "--as", ANA, "-o", "json")
                .silent()
                .json();
        assertThat(found.findValuesAsText("fileName")).containsExactly("annual report.txt");
        assertThat(cli.run("documents", "search", "--as", ANA, "--", "-report", "letter")
                        .out())
                .contains("letter.txt");

        assertThat(cli.run("documents", "reindex", "--language", "german").err())
                .contains("2 documents, in german.");
        cli.run("documents", "reindex", "--language", "klingon").refused(3);
        cli.run("documents", "reindex", "--as", ANA).refused(5);
    }

    @Test
    void stores_what_comes_on_standard_input() {
        JsonNode document = cli.input("a,b\n1,2\n")
                .run("documents", "upload", "-", "--name", "users.csv", "--as", ANA, "-o", "json")
                .silent()
                .json();

        assertThat(document.get("fileSize").asLong()).isEqualTo(8);
        assertThat(document.get("fileType").asText()).isEqualTo("csv");
    }

    @Test
    void standard_input_needs_a_name() {
        Run run = cli.input("hello").run("documents", "upload", "-", "--as", ANA);

        run.refused(2);
        assertThat(run.err()).contains("give one with --name");
    }

    @Test
    void refuses_a_file_that_is_not_there_before_anything_is_opened() {
        Path missing = folder.resolve("missing.pdf");

        Run run = cli.run("documents", "upload", missing.toString(), "--as", ANA);

        run.refused(6);
        assertThat(run.err()).isEqualTo("error: There is no file or folder " + missing + ".\n");
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @Test
    void refuses_a_folder() {
        Run run = cli.run("documents", "upload", folder.toString(), "--as", ANA);

        run.refused(3);
        assertThat(run.err()).contains("is a folder; name a file.");
    }

    @Test
    void refuses_an_empty_file_and_keeps_nothing() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.txt"));

        Run run = cli.run("documents", "upload", file.toString(), "--as", ANA);

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: The file is empty\n");
        assertThat(cli.blobs.count()).isZero();
        assertThat(used()).isZero();
    }

    @Test
    void refuses_a_file_that_is_larger_than_the_plan_takes() throws IOException {
        Path file = Files.write(folder.resolve("large.bin"), new byte[26_214_401]);

        Run run = cli.run("documents", "upload", file.toString(), "--as", ANA);

        run.refused(10);
        assertThat(run.err()).contains("at most 26214400 bytes", "choose a plan with a higher limit");
        assertThat(cli.blobs.count()).isZero();
        assertThat(used()).isZero();
    }

    @Test
    void says_that_the_storage_is_broken_and_with_verbose_why() throws IOException {
        Path file = Files.writeString(folder.resolve("report.pdf"), "hello");
        cli.blobs.setBroken(true);

        Run run = cli.run("documents", "upload", file.toString(), "--as", ANA);
        run.refused(12);
        assertThat(run.err())
                .contains("The file could not be stored", "Try again later")
                .doesNotContain("disk");
        Run verbose = cli.run("documents", "upload", file.toString(), "--as", ANA, "--verbose");
        assertThat(verbose.err()).contains("Caused by: java.io.IOException: The disk is broken");
    }

    @Test
    void shows_a_bar_for_a_long_file_where_a_person_is_looking() throws IOException {
        Path file = Files.write(folder.resolve("long.bin"), new byte[2 << 20]);

        Run run = cli.with("TENON_INTERACTIVE", "true")
                .run("documents", "upload", file.toString(), "--as", ANA, "-o", "json");
        assertThat(run.succeeded().json().get("fileSize").asLong()).isEqualTo(2 << 20);
        assertThat(run.err()).contains("long.bin", "100%").doesNotContain("\u001b[");
        assertThat(cli.run("documents", "upload", file.toString(), "--as", ANA, "-q")
                        .silent()
                        .err())
                .isEmpty();
    }

    // ---- list, show, rename, delete

    @Test
    void lists_a_persons_documents_newest_first() {
        cli.aDocument(ANA, "first.txt", "hello");
        cli.clock.advance(Duration.ofMinutes(1));
        cli.aDocument(ANA, "second.txt", "x".repeat(1_536));
        cli.anAccount("bo@example.org");

        List<String> lines = cli.run("documents", "list", "--as", ANA).silent().lines();

        assertThat(lines.get(2)).contains("| second.txt | 1.5 KiB | txt  | uploaded | 2026-01-01 00:01Z | 1");
        assertThat(lines.get(3)).contains("| first.txt  | 5 B     | txt  | uploaded | 2026-01-01 00:00Z | 1");
        assertThat(cli.run("documents", "list", "--as", "bo@example.org", "-o", "json")
                        .json())
                .isEmpty();
    }

    @Test
    void filters_by_text_type_and_status() {
        cli.aDocument(ANA, "report.pdf", "hello");
        cli.aDocument(ANA, "notes.txt", "hello");

        assertThat(names("--text", "REP")).containsExactly("report.pdf");
        assertThat(names("--type", "txt")).containsExactly("notes.txt");
        assertThat(names("--status", "uploaded")).hasSize(2);
        assertThat(names("--status", "failed")).isEmpty();
    }

    private List<String> names(String option, String value) {
        return cli.run("documents", "list", "--as", ANA, option, value, "-q", "-o", "jsonl").silent().lines().stream()
                .map(line -> CliInMemory.json(line).get("fileName").asText())
                .toList();
    }

    @Test
    void shows_a_document_with_its_exact_size() {
        Document document = cli.aDocument(ANA, "report.pdf", "x".repeat(1_536));

        assertThat(cli.run("documents", "show", document.id().toString(), "--as", ANA)
                        .silent()
                        .out())
                .contains("Name     | report.pdf\n", "Size     | 1.5 KiB (1536 bytes)\n");
    }

    @Test
    void does_not_show_another_persons_document() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        cli.anAccount("bo@example.org");

        cli.run("documents", "show", document.id().toString(), "--as", "bo@example.org")
                .refused(6);
        cli.run("documents", "show", UNKNOWN, "--as", ANA).refused(6);
        cli.run("documents", "show", "report.pdf", "--as", ANA).refused(6);
    }

    @Test
    void renames_a_document() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");

        JsonNode renamed = cli.run(
                        "documents", "rename", document.id().toString(), "summary.txt", "--as", ANA, "-o", "json")
                .silent()
                .json();

        assertThat(renamed.get("fileName").asText()).isEqualTo("summary.txt");
        assertThat(renamed.get("fileType").asText()).isEqualTo("txt");
        Run refused = cli.run("documents", "rename", document.id().toString(), " ", "--as", ANA);
        refused.refused(3);
        assertThat(refused.err()).startsWith("error: file-name: ");
    }

    @Test
    void deletes_a_document_and_gives_its_space_back() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        String id = document.id().toString();

        cli.run("documents", "delete", id, "--as", ANA).refused(2);
        assertThat(used()).isEqualTo(5);
        Run run = cli.run("documents", "delete", id, "--as", ANA, "--yes");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("Put report.pdf into the trash; it can be restored for a while.\n");
        assertThat(used()).isZero();
        cli.run("documents", "delete", id, "--as", ANA, "--yes").refused(6);
    }

    // ---- trash

    @Test
    void takes_a_document_out_of_the_trash_again() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        String id = document.id().toString();
        cli.run("documents", "delete", id, "--as", ANA, "--yes").succeeded();

        JsonNode listed = cli.run("trash", "list", "--as", ANA, "-o", "json").json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("deletedAt").isNull()).isFalse();
        JsonNode restored =
                cli.run("trash", "restore", id, "--as", ANA, "-o", "json").json();

        assertThat(restored.get("deletedAt").isNull()).isTrue();
        assertThat(used()).isEqualTo(5);
        cli.run("trash", "restore", id, "--as", ANA).refused(6);
    }

    @Test
    void deletes_what_is_in_the_trash_for_good() {
        String first = cli.aDocument(ANA, "a.pdf", "hello").id().toString();
        String second = cli.aDocument(ANA, "b.pdf", "hello").id().toString();
        cli.run("documents", "delete", first, "--as", ANA, "--yes").succeeded();
        cli.run("documents", "delete", second, "--as", ANA, "--yes").succeeded();

        cli.run("trash", "delete", first, "--as", ANA).refused(2);
        assertThat(cli.run("trash", "delete", first, "--as", ANA, "--yes")
                        .succeeded()
                        .err())
                .contains("for good");
        assertThat(cli.run("trash", "empty", "--as", ANA, "--yes").succeeded().err())
                .isEqualTo("Deleted 1 document for good.\n");
        assertThat(cli.run("trash", "list", "--as", ANA, "-o", "json").json()).isEmpty();
    }

    // ---- versions, tags, owners

    @Test
    void gives_a_document_another_content_and_takes_the_first_back() throws IOException {
        String id = cli.aDocument(ANA, "report.pdf", "hello").id().toString();
        Path file = Files.writeString(folder.resolve("other.pdf"), "hello again");

        JsonNode changed = cli.run("document-versions", "add", id, file.toString(), "--as", ANA, "-o", "json")
                .json();
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        assertThat(changed.get("fileName").asText()).isEqualTo("report.pdf");
        assertThat(used()).isEqualTo(16);
        JsonNode versions = cli.run("document-versions", "list", id, "--as", ANA, "-o", "json")
                .json();
        assertThat(versions.findValuesAsText("version")).containsExactly("2", "1");
        assertThat(cli.run("documents", "download", id, "--version", "1", "--to", "-", "--as", ANA)
                        .succeeded()
                        .out())
                .isEqualTo("hello");

        JsonNode restored = cli.run("document-versions", "restore", id, "1", "--as", ANA, "-o", "json")
                .json();
        assertThat(restored.get("version").asInt()).isEqualTo(3);
        cli.run("document-versions", "delete", id, "3", "--as", ANA, "--yes").refused(7);
        cli.run("document-versions", "delete", id, "2", "--as", ANA, "--yes").succeeded();
        assertThat(used()).isEqualTo(10);
    }

    @Test
    void tags_a_document_and_finds_it_by_them() {
        String id = cli.aDocument(ANA, "report.pdf", "hello").id().toString();

        JsonNode tagged = cli.run("documents", "tag", id, "Tax", "2026", "--as", ANA, "-o", "json")
                .json();

        assertThat(tagged.get("tags")).extracting(JsonNode::asText).containsExactly("2026", "tax");
        assertThat(cli.run("documents", "list", "--tag", "tax", "--as", ANA, "-o", "json")
                        .json())
                .hasSize(1);
        assertThat(cli.run("documents", "tag", id, "--as", ANA, "-o", "json")
                        .json()
                        .get("tags"))
                .isEmpty();
    }

    @Test
    void gives_a_document_to_an_organization() {
        String id = cli.aDocument(ANA, "report.pdf", "hello").id().toString();
        String acme = cli.run("orgs", "create", "Acme", "--as", ANA, "-o", "json")
                .json()
                .get("id")
                .asText();

        JsonNode moved = cli.run("documents", "move", id, "--organization", acme, "--as", ANA, "-o", "json")
                .json();

        assertThat(moved.get("organizationId").asText()).isEqualTo(acme);
        assertThat(used()).isZero();
        assertThat(cli.run("documents", "list", "--organization", acme, "--as", ANA, "-o", "json")
                        .json())
                .hasSize(1);
    }

    // ---- shares

    @Test
    void shares_a_document_and_takes_it_back() {
        String ben = "ben@example.org";
        cli.anAccount(ben);
        String id = cli.aDocument(ANA, "report.pdf", "hello").id().toString();

        JsonNode share = cli.run("documents", "share", id, "--with", ben, "--as", ANA, "-o", "json")
                .json();

        assertThat(share.get("permission").asText()).isEqualTo("read");
        assertThat(share.get("email").asText()).isEqualTo(ben);
        assertThat(cli.run("documents", "shared", "--as", ben, "-o", "json")
                        .json()
                        .findValuesAsText("fileName"))
                .containsExactly("report.pdf");
        assertThat(cli.run("documents", "download", id, "--to", "-", "--as", ben)
                        .succeeded()
                        .out())
                .isEqualTo("hello");
        cli.run("documents", "rename", id, "x.pdf", "--as", ben).refused(5);
        assertThat(cli.run("documents", "shares", id, "--as", ANA, "-o", "json").json())
                .hasSize(1);
        cli.run("documents", "share", id, "--as", ANA).refused(2);

        cli.run("documents", "unshare", id, share.get("id").asText(), "--as", ANA)
                .succeeded();

        cli.run("documents", "show", id, "--as", ben).refused(6);
        cli.run("documents", "unshare", id, share.get("id").asText(), "--as", ANA)
                .refused(6);
    }

    @Test
    void makes_lists_and_ends_a_link() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        String id = document.id().toString();

        JsonNode made = cli.input("paper boats\n")
                .run(
                        "documents",
                        "link",
                        id,
                        "--downloads",
                        "3",
                        "--until",
                        "2999-01-01T00:00:00Z",
                        "--password-stdin",
                        "--as",
                        ANA,
                        "-o",
                        "json")
                .silent()
                .json();

        assertThat(made.get("url").asText())
                .endsWith("/share#token=" + made.get("token").asText());
        JsonNode listed = cli.run("documents", "links", id, "--as", ANA, "-o", "json")
                .silent()
                .json();
        assertThat(listed.toString())
                .contains("\"state\":\"active\"", "\"maxDownloads\":3", "\"isGuarded\":true")
                .doesNotContain(made.get("token").asText());
        cli.run("documents", "unlink", id, made.get("id").asText(), "--as", ANA).succeeded();
        cli.run("documents", "unlink", id, made.get("id").asText(), "--as", ANA).refused(6);
        assertThat(cli.run("documents", "links", id, "--as", ANA).succeeded().out())
                .contains("revoked");
    }

    // ---- download

    @Test
    void saves_a_document_whole_and_leaves_nothing_else() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        Path target = folder.resolve("out.pdf");

        Run run = download(document, "--to", target.toString());

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("Saved " + target + ".\n");
        assertThat(target).hasContent("hello");
        assertThat(files()).containsExactly("out.pdf");
    }

    @Test
    void saves_several_documents_in_a_folder_or_in_one_zip() throws IOException {
        Document report = cli.aDocument(ANA, "report.pdf", "hello");
        Document notes = cli.aDocument(ANA, "notes.txt", "world");
        Path zip = folder.resolve("papers.zip");

        download(report, notes.id().toString(), "--to", folder.toString()).succeeded();
        Run run = download(report, notes.id().toString(), "--zip", "--to", zip.toString());

        assertThat(run.succeeded().err()).isEqualTo("Saved " + zip + ".\n");
        assertThat(folder.resolve("report.pdf")).hasContent("hello");
        assertThat(folder.resolve("notes.txt")).hasContent("world");
        try (FileSystem inside = FileSystems.newFileSystem(zip)) {
            assertThat(inside.getPath("report.pdf")).hasContent("hello");
            assertThat(inside.getPath("notes.txt")).hasContent("world");
        }
        assertThat(files()).containsExactlyInAnyOrder("report.pdf", "notes.txt", "papers.zip");
        download(report, notes.id().toString(), "--zip", "--to", zip.toString()).refused(7);
    }

    @Test
    void several_documents_are_not_saved_in_one_file_nor_by_version() {
        Document report = cli.aDocument(ANA, "report.pdf", "hello");
        String notes = cli.aDocument(ANA, "notes.txt", "world").id().toString();

        download(report, notes, "--to", folder.resolve("x").toString()).refused(2);
        download(report, notes, "--version", "1").refused(2);
    }

    @Test
    void keeps_nothing_of_a_zip_that_breaks_off() throws IOException {
        Document report = cli.aDocument(ANA, "report.pdf", "hello");
        cli.blobs.setBroken(true);

        download(report, "--zip", "--to", folder.resolve("a.zip").toString()).refused(12);

        assertThat(files()).isEmpty();
    }

    @Test
    void gives_the_file_the_rights_of_any_other() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        Path target = folder.resolve("out.pdf");
        Path other = Files.writeString(folder.resolve("other.pdf"), "hello");

        download(document, "--to", target.toString()).succeeded();

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void saves_into_a_folder_under_the_documents_name() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");

        download(document, "--to", folder.toString()).succeeded();

        assertThat(folder.resolve("report.pdf")).hasContent("hello");
    }

    @Test
    void never_replaces_a_file_without_being_told() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        Path target = Files.writeString(folder.resolve("out.pdf"), "precious");

        Run run = download(document, "--to", target.toString());
        run.refused(7);
        assertThat(run.err())
                .isEqualTo("error: " + target + " exists; add --force to replace it, or name another with --to.\n");
        assertThat(target).hasContent("precious");

        download(document, "--to", target.toString(), "--force").succeeded();
        assertThat(target).hasContent("hello");
        assertThat(files()).containsExactly("out.pdf");
    }

    @Test
    void writes_nothing_but_the_bytes_to_standard_output() {
        Document document = cli.aDocument(ANA, "report.pdf", "hell\u00f6");

        Run run = cli.with("TENON_INTERACTIVE", "true")
                .run("documents", "download", document.id().toString(), "--as", ANA, "--to", "-");

        assertThat(run.silent().bytes()).isEqualTo("hell\u00f6".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refuses_a_folder_that_is_not_there() {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");

        Run run = download(document, "--to", folder.resolve("none/out.pdf").toString());

        run.refused(6);
        assertThat(run.err()).isEqualTo("error: There is no file or folder " + folder.resolve("none") + ".\n");
    }

    @Test
    void keeps_nothing_of_a_file_that_was_damaged_in_storage() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        cli.blobs.delete(document.blobKey());
        cli.blobs.put(document.blobKey(), new ByteArrayInputStream("hullo".getBytes(StandardCharsets.UTF_8)));

        Run run = download(document, "--to", folder.resolve("out.pdf").toString());

        run.refused(12);
        assertThat(run.err()).contains("The stored file is damaged");
        assertThat(files()).isEmpty();
    }

    @Test
    void keeps_nothing_of_a_file_that_cannot_be_read() throws IOException {
        Document document = cli.aDocument(ANA, "report.pdf", "hello");
        cli.blobs.setBroken(true);

        download(document, "--to", folder.resolve("out.pdf").toString()).refused(12);

        assertThat(files()).isEmpty();
    }

    @Test
    void never_leaves_the_folder_because_of_a_documents_name() {
        Document document = cli.aDocument(ANA, "..", "hello");

        Run run = download(document, "--to", folder.toString());

        run.refused(3);
        assertThat(run.err()).contains("give one with --to");
    }

    private Run download(Document document, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("documents", "download", document.id().toString(), "--as", ANA), Stream.of(more))
                .toArray(String[]::new);
        return cli.run(arguments);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private long used() {
        return cli.run("quota", "show", "--as", ANA, "-o", "json")
                .silent()
                .json()
                .get("used")
                .asLong();
    }
}
