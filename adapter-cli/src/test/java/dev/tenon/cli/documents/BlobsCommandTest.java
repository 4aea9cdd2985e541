package dev.tenon.cli.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlobsCommandTest {

    private static final String ANA = "ana@example.org";
    private static final String PLACE = "memory:new";

    private final CliInMemory cli = new CliInMemory();
    private final BlobStore other = cli.otherBlobs.at(PLACE);

    private Account ana;

    @BeforeEach
    void upload() {
        ana = cli.anAccount(ANA);
        cli.input("hello").run("documents", "upload", "-", "--name", "a.txt", "--as", ANA);
        cli.input("hello you").run("documents", "upload", "-", "--name", "b.txt", "--as", ANA);
    }

    private List<Document> documents() {
        return cli.storage
                .documents()
                .list(ana.id(), DocumentFilter.all(), PageRequest.first(10))
                .items();
    }

    @Test
    void a_sound_store_is_clean() {
        Run run = cli.run("blobs", "fsck", "--verify-content");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Every version has its bytes, and there are no others.")
                .contains("2 versions, read whole: 0 missing, 0 corrupt, 0 orphaned.");
    }

    @Test
    void names_what_is_missing_corrupt_and_orphaned_and_exits_with_7() throws IOException {
        List<Document> documents = documents();
        BlobKey orphan = aBlobKey();
        cli.blobs.delete(documents.get(0).blobKey());
        cli.blobs.corrupt(documents.get(1).blobKey());
        cli.blobs.put(orphan, new ByteArrayInputStream(new byte[9]));

        Run table = cli.run("blobs", "fsck", "--verify-content");
        JsonNode json =
                cli.run("blobs", "fsck", "--verify-content", "-o", "json").json();

        assertThat(table.exitCode()).isEqualTo(7);
        assertThat(table.out())
                .contains(
                        "missing", "corrupt", "orphaned", documents.get(0).id().toString(), orphan.toString());
        assertThat(json.get("clean").asBoolean()).isFalse();
        assertThat(json.get("missing").asInt()).isOne();
        assertThat(json.get("corrupt").asInt()).isOne();
        assertThat(json.get("orphaned").asInt()).isOne();
        assertThat(json.get("findings")).hasSize(3);
        assertThat(json.get("findings").findValuesAsText("documentId"))
                .contains(
                        documents.get(0).id().toString(), documents.get(1).id().toString());
    }

    @Test
    void copies_to_another_place_and_says_what_to_do_next() throws IOException {
        Run first = cli.run("blobs", "migrate", "--to", PLACE);
        JsonNode second =
                cli.run("blobs", "migrate", "--to", PLACE, "-o", "json").json();

        assertThat(first.exitCode()).isZero();
        assertThat(first.err())
                .contains("2 blobs copied (14 bytes), 0 were there already")
                .contains("Now set TENON_BLOBS=" + PLACE);
        assertThat(second.get("copied").asInt()).isZero();
        assertThat(second.get("present").asInt()).isEqualTo(2);
        assertThat(second.get("whole").asBoolean()).isTrue();
        for (Document document : documents()) {
            assertThat(other.size(document.blobKey())).contains(document.fileSize());
            assertThat(cli.blobs.size(document.blobKey())).isPresent();
        }
    }

    @Test
    void deletes_the_source_only_when_told_so_and_sure() throws IOException {
        cli.run("blobs", "migrate", "--to", PLACE, "--delete-source").refused(2);
        cli.run("blobs", "migrate", "--to", PLACE, "--yes").refused(2);

        Run run = cli.run("blobs", "migrate", "--to", PLACE, "--delete-source", "--yes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("2 blobs were compared, and deleted from the old store.");
        assertThat(cli.blobs.count()).isZero();
        assertThat(other.size(documents().get(0).blobKey())).isPresent();
    }

    @Test
    void deletes_nothing_if_anything_was_lost() throws IOException {
        cli.blobs.delete(documents().get(0).blobKey());

        Run run = cli.run("blobs", "migrate", "--to", PLACE, "--delete-source", "--yes");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).contains("missing");
        assertThat(cli.blobs.count()).isOne();
    }

    @Test
    void refuses_what_is_no_place() {
        Run run = cli.run("blobs", "migrate", "--to", "nowhere").refused(3);

        assertThat(run.err()).contains("to: A place for blobs is memory:NAME here.");
    }
}
