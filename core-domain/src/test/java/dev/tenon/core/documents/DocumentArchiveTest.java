package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class DocumentArchiveTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void has_the_documents_in_the_order_that_was_asked_for_and_tells_how_far_it_is() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        Document picture = stored("p.png", noise);
        Document text = stored("t.txt", "hello".getBytes(StandardCharsets.UTF_8));
        List<Long> progress = new ArrayList<>();

        DocumentArchive archive = documents.archive(ana, List.of(text.id(), picture.id(), text.id()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archive.writer().writeTo(out, progress::add);

        assertThat(archive.size()).isEqualTo(200_005);
        assertThat(progress).startsWith(5L).endsWith(200_005L).isSorted();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(zip.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("t.txt");
            assertThat(zip.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
            assertThat(zip.getNextEntry()).extracting(ZipEntry::getName).isEqualTo("p.png");
            assertThat(zip.readAllBytes()).isEqualTo(noise);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void breaks_off_without_an_end_if_a_content_is_gone() throws IOException {
        Document first = stored("a.txt", "hello".getBytes(StandardCharsets.UTF_8));
        Document second = stored("b.txt", "world".getBytes(StandardCharsets.UTF_8));
        DocumentArchive archive = documents.archive(ana, List.of(first.id(), second.id()));
        house.blobs.delete(second.blobKey());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> archive.writer().writeTo(out, read -> {})).isInstanceOf(Refusal.class);

        // PK\5\6 begins the end of a zip.
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("a.txt").doesNotContain("PK\u0005\u0006");
    }

    @Test
    void refuses_what_is_not_there_and_what_is_not_a_number_of_documents() {
        Document mine = stored("a.txt", "hello".getBytes(StandardCharsets.UTF_8));
        DocumentId unknown = new DocumentId(house.ids.next());

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.archive(ana, List.of(mine.id(), unknown)));
        assertRefused(RequestRefusal.INVALID, () -> documents.archive(ana, List.of()));
    }

    private Document stored(String name, byte[] bytes) {
        return documents.upload(ana, new NewDocument(name, null, (long) bytes.length, new ByteArrayInputStream(bytes)));
    }
}
