package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final long FREE_UPLOAD_SIZE = 26_214_400;

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void an_upload_counts_exactly_its_size_and_is_read_back() throws IOException {
        Document document = documents.upload(ana, upload("C:\\temp\\Report.PDF", "hello", 5L));

        assertThat(document.fileName()).isEqualTo("Report.PDF");
        assertThat(document.fileType()).isEqualTo("pdf");
        assertThat(document.mediaType()).isEqualTo("application/pdf");
        assertThat(document.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(quota()).isEqualTo(new Quota(ana.person().orElseThrow(), 5, 0, 1L << 30, 1, 0, 100L));
        try (InputStream bytes = documents.content(ana, document.id()).bytes().open(1, 3)) {
            assertThat(bytes.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ell");
        }
    }

    @Test
    void an_upload_of_unknown_length_counts_exactly_its_size() {
        documents.upload(ana, upload("a.txt", "hello", null));

        assertThat(quota().used()).isEqualTo(5);
        assertThat(quota().reserved()).isZero();
    }

    @Test
    void deleting_gives_the_bytes_back_and_removes_the_blob_with_the_trash() {
        Document document = documents.upload(ana, upload("a.txt", "hello", null));

        documents.delete(ana, document.id(), Expected.any());

        assertThat(quota().used()).isZero();
        assertThat(quota().documentsUsed()).isZero();
        house.tenon.trash().delete(ana, document.id());
        assertNothingIsLeft();
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ana, document.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.delete(ana, document.id(), Expected.any()));
    }

    @Test
    void F5_a_file_over_the_plans_limit_is_refused_and_leaves_nothing() {
        assertRefused(
                DocumentRefusal.TOO_LARGE,
                () -> documents.upload(ana, new NewDocument("a", null, FREE_UPLOAD_SIZE + 1, zeros(1))));
        assertRefused(
                DocumentRefusal.TOO_LARGE,
                () -> documents.upload(ana, new NewDocument("a", null, null, zeros(FREE_UPLOAD_SIZE + 1))));

        assertNothingIsLeft();
    }

    @Test
    void a_file_of_exactly_the_limit_passes() {
        Document document = documents.upload(ana, new NewDocument("a", null, null, zeros(FREE_UPLOAD_SIZE)));

        assertThat(document.fileSize()).isEqualTo(FREE_UPLOAD_SIZE);
    }

    @Test
    void a_file_that_no_longer_fits_is_refused_and_leaves_nothing() {
        limitStorageTo(10);
        documents.upload(ana, upload("a.txt", "hello", 5L));

        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> documents.upload(ana, upload("b.txt", "hello!", 6L)));
        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> documents.upload(ana, upload("b.txt", "hello!", null)));

        assertThat(quota().used()).isEqualTo(5);
        assertThat(quota().reserved()).isZero();
        assertThat(house.blobs.count()).isEqualTo(1);
        documents.upload(ana, upload("b.txt", "world", null));
        assertThat(quota().used()).isEqualTo(10);
    }

    @Test
    void the_number_of_documents_is_limited_too() {
        for (int index = 0; index < 100; index++) {
            documents.upload(ana, upload("a.txt", "x", 1L));
        }

        assertRefused(QuotaRefusal.DOCUMENTS_EXCEEDED, () -> documents.upload(ana, upload("b.txt", "x", 1L)));
    }

    @Test
    void an_empty_file_is_refused() {
        assertRefused(DocumentRefusal.EMPTY, () -> documents.upload(ana, upload("a.txt", "", 0L)));
        assertRefused(DocumentRefusal.EMPTY, () -> documents.upload(ana, upload("a.txt", "", null)));

        assertNothingIsLeft();
    }

    @Test
    void an_upload_with_fewer_or_more_bytes_than_announced_is_refused_and_leaves_nothing() {
        assertRefused(DocumentRefusal.INCOMPLETE, () -> documents.upload(ana, upload("a.txt", "hell", 5L)));
        assertRefused(DocumentRefusal.INCOMPLETE, () -> documents.upload(ana, upload("a.txt", "hello!", 5L)));

        assertNothingIsLeft();
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                return read();
            }
        };

        assertRefused(
                DocumentRefusal.INCOMPLETE, () -> documents.upload(ana, new NewDocument("a.txt", null, 5L, broken)));

        assertNothingIsLeft();
    }

    @Test
    void a_blob_store_that_fails_leaves_nothing_and_says_so() {
        house.blobs.setBroken(true);

        assertRefused(DocumentRefusal.STORAGE_UNAVAILABLE, () -> documents.upload(ana, upload("a.txt", "hello", 5L)));

        house.blobs.setBroken(false);
        house.runJobs();
        assertNothingIsLeft();
    }

    @Test
    void a_bug_in_the_stream_gives_the_reservation_back() {
        InputStream buggy = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("a bug");
            }

            @Override
            public int read(byte[] buffer, int offset, int count) {
                return read();
            }
        };

        assertThatThrownBy(() -> documents.upload(ana, new NewDocument("a.txt", null, 5L, buggy)))
                .isInstanceOf(IllegalStateException.class);

        assertNothingIsLeft();
    }

    @Test
    void a_reservation_that_nobody_finished_is_swept_with_its_blob() throws IOException {
        var hold = Fixtures.aHold(ana.person().orElseThrow(), 100);
        house.storage.unitOfWork().run(() -> house.storage.quotas().reserve(hold, house.clock.instant()));
        house.blobs.put(hold.blobKey(), zeros(10));
        assertThat(quota().reserved()).isEqualTo(100);

        house.clock.advance(Duration.ofDays(365));
        house.runJobs();

        assertNothingIsLeft();
    }

    @Test
    void F4_a_blob_that_no_row_knows_is_swept() throws IOException {
        house.blobs.put(Fixtures.aBlobKey(), zeros(10));
        documents.upload(ana, upload("a.txt", "hello", 5L));

        house.runJobs();

        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void a_name_is_metadata_and_has_no_directories_and_no_line_breaks() {
        assertThat(documents.upload(ana, upload("../../etc/passwd", "x", 1L)).fileName())
                .isEqualTo("passwd");
        assertRefused(RequestRefusal.INVALID, () -> documents.upload(ana, upload("a\r\nb", "x", 1L)));
        assertRefused(RequestRefusal.INVALID, () -> documents.upload(ana, upload("dir/", "x", 1L)));
    }

    @Test
    void a_rename_changes_the_name_and_keeps_the_content() {
        Document document = documents.upload(ana, upload("a.txt", "x", 1L));

        Document renamed = documents.update(ana, document.id(), DocumentPatch.name("b.md"), Expected.revision(1));

        assertThat(renamed.fileName()).isEqualTo("b.md");
        assertThat(renamed.fileType()).isEqualTo("md");
        assertThat(renamed.sha256()).isEqualTo(document.sha256());
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> documents.update(ana, document.id(), DocumentPatch.name("c.md"), Expected.revision(1)));
    }

    @Test
    void tags_are_kept_in_lower_case_once_and_sorted() {
        Document document = documents.upload(ana, upload("a.txt", "x", 1L));

        Document tagged = documents.update(
                ana, document.id(), DocumentPatch.tags(List.of(" Tax ", "2026", "tax")), Expected.revision(1));

        assertThat(tagged.tags()).containsExactly("2026", "tax");
        assertThat(tagged.fileName()).isEqualTo("a.txt");
        assertThat(documents
                        .list(ana, new DocumentFilter(null, null, null, null, "TAX"), PageRequest.first(10))
                        .items())
                .containsExactly(tagged);
        assertRefused(
                RequestRefusal.INVALID,
                () -> documents.update(ana, document.id(), DocumentPatch.tags(List.of("a\nb")), Expected.any()));
        assertRefused(
                RequestRefusal.INVALID,
                () -> documents.update(
                        ana,
                        document.id(),
                        DocumentPatch.tags(IntStream.range(0, 21)
                                .mapToObj(Integer::toString)
                                .toList()),
                        Expected.any()));
    }

    @Test
    void an_update_that_changes_nothing_leaves_the_revision() {
        Document document = documents.upload(ana, upload("a.txt", "x", 1L));

        Document same = documents.update(ana, document.id(), DocumentPatch.name("a.txt"), Expected.revision(1));

        assertThat(same.revision()).isEqualTo(1);
    }

    @Test
    void anothers_document_does_not_exist() {
        Document document = documents.upload(ana, upload("a.txt", "x", 1L));
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, document.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.content(ben, document.id()));
        assertRefused(
                DocumentRefusal.NOT_FOUND,
                () -> documents.update(ben, document.id(), DocumentPatch.name("b"), Expected.any()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.delete(ben, document.id(), Expected.any()));
        assertThat(documents
                        .list(ben, DocumentFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    private void assertNothingIsLeft() {
        assertThat(quota().used()).isZero();
        assertThat(quota().reserved()).isZero();
        assertThat(quota().documentsUsed()).isZero();
        assertThat(quota().documentsReserved()).isZero();
        assertThat(house.blobs.count()).isZero();
        assertThat(documents
                        .list(ana, DocumentFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    private Quota quota() {
        return house.tenon.quotas().of(ana);
    }

    private void limitStorageTo(long bytes) {
        house.storage.unitOfWork().run(() -> {
            house.storage
                    .quotas()
                    .open(Fixtures.anId(), ana.person().orElseThrow(), bytes, 100L, house.clock.instant());
            return bytes;
        });
    }

    private static NewDocument upload(String name, String text, @Nullable Long declared) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new NewDocument(name, null, declared, new ByteArrayInputStream(bytes));
    }

    private static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) {
                int some = (int) Math.min(count, left);
                left -= some;
                return some == 0 ? -1 : some;
            }
        };
    }
}
