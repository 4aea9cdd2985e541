package dev.tenon.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of documents does. */
public abstract class DocumentStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

    @Test
    void finds_a_document_as_it_was_inserted() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        assertThat(storage.documents().find(document.id(), ana.id())).contains(document);
        assertThat(commit(() -> storage.documents().lock(document.id(), ana.id())))
                .contains(document);
    }

    @Test
    void keeps_what_a_document_may_have_or_lack() {
        Account ana = anAccount();
        Document failed = new Document(
                new DocumentId(Fixtures.anId()),
                ana.id(),
                "Bericht über Ähren – 報告書",
                Fixtures.aBlobKey(),
                5L << 30,
                null,
                "application/octet-stream",
                Fixtures.aDigest(),
                1,
                DocumentStatus.FAILED,
                "The text could not be read",
                START,
                LATER,
                1);

        stored(failed);

        assertThat(storage.documents().find(failed.id(), ana.id())).contains(failed);
    }

    @Test
    void a_document_of_somebody_else_does_not_exist() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        assertThat(storage.documents().find(document.id(), ben.id())).isEmpty();
        assertThat(commit(() -> storage.documents().lock(document.id(), ben.id())))
                .isEmpty();
        assertThat(storage.documents().find(new DocumentId(Fixtures.anId()), ana.id()))
                .isEmpty();
        assertThat(found(ben, DocumentFilter.all())).isEmpty();
    }

    @Test
    void a_document_that_was_rolled_back_leaves_nothing() {
        Account ana = anAccount();
        Document document = Fixtures.aDocument(ana.id());

        rollBack(() -> storage.documents().insert(document));

        assertThat(storage.documents().find(document.id(), ana.id())).isEmpty();
        assertThat(found(ana, DocumentFilter.all())).isEmpty();
        assertThat(storage.quotas().unknown(List.of(document.blobKey()))).containsExactly(document.blobKey());
    }

    @Test
    void lists_a_persons_documents_newest_first_page_by_page() {
        Account ana = anAccount();
        List<Document> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3, 4)
                .mapToObj(second -> Fixtures.aDocument(ana.id(), "a.pdf", START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::stored);
        stored(Fixtures.aDocument(anAccount().id(), "a.pdf", START.plusSeconds(2)));

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.documents().list(ana.id(), DocumentFilter.all(), page),
                () -> stored(Fixtures.aDocument(ana.id(), "a.pdf", LATER)));
    }

    @Test
    void pages_of_a_filtered_list_skip_what_does_not_match() {
        Account ana = anAccount();
        List<Document> pdfs = IntStream.range(0, 6)
                .mapToObj(second -> {
                    stored(Fixtures.aDocument(ana.id(), "notes.txt", START.plusSeconds(second)));
                    return stored(Fixtures.aDocument(ana.id(), "report.pdf", START.plusSeconds(second)));
                })
                .toList();

        holdsStillInPages(
                pdfs.reversed(),
                page -> storage.documents().list(ana.id(), new DocumentFilter("REP", null, "pdf"), page),
                () -> stored(Fixtures.aDocument(ana.id(), "report.pdf", LATER)));
    }

    @Test
    void lists_whose_name_contains_a_text_in_any_case() {
        Account ana = anAccount();
        Document report = stored(Fixtures.aDocument(ana.id(), "Annual Report.pdf", START));
        Document notes = stored(Fixtures.aDocument(ana.id(), "notes.txt", START.plusSeconds(1)));

        assertThat(found(ana, "REPORT", null, null)).containsExactly(report);
        assertThat(found(ana, "t", null, null)).containsExactly(notes, report);
        assertThat(found(ana, "invoice", null, null)).isEmpty();
    }

    @Test
    void takes_the_characters_of_a_searched_text_as_they_are() {
        Account ana = anAccount();
        stored(Fixtures.aDocument(ana.id(), "plain.pdf", START));
        Document odd = stored(Fixtures.aDocument(ana.id(), "100%_o\\dd.pdf", START));

        assertThat(found(ana, "%", null, null)).containsExactly(odd);
        assertThat(found(ana, "_", null, null)).containsExactly(odd);
        assertThat(found(ana, "\\", null, null)).containsExactly(odd);
        assertThat(found(ana, "pl_in", null, null)).isEmpty();
        assertThat(found(ana, "p%n", null, null)).isEmpty();
    }

    @Test
    void lists_who_has_a_status_or_a_type() {
        Account ana = anAccount();
        Document pdf = stored(Fixtures.aDocument(ana.id(), "a.pdf", START));
        Document text = stored(Fixtures.aDocument(ana.id(), "a.txt", START.plusSeconds(1)));

        assertThat(found(ana, null, DocumentStatus.UPLOADED, null)).containsExactly(text, pdf);
        assertThat(found(ana, null, DocumentStatus.PROCESSED, null)).isEmpty();
        assertThat(found(ana, null, null, "pdf")).containsExactly(pdf);
        assertThat(found(ana, null, DocumentStatus.UPLOADED, "txt")).containsExactly(text);
        assertThat(found(ana, null, null, "docx")).isEmpty();
    }

    @Test
    void an_update_writes_name_and_type_and_nothing_else() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document given = new Document(
                document.id(),
                anAccount().id(),
                "notes",
                Fixtures.aBlobKey(),
                7,
                null,
                "text/plain",
                Fixtures.aDigest(),
                9,
                DocumentStatus.FAILED,
                "no reason",
                LATER,
                LATER,
                document.revision());

        Optional<Document> updated = commit(() -> storage.documents().update(given, LATER));

        Document expected = new Document(
                document.id(),
                document.ownerId(),
                "notes",
                document.blobKey(),
                document.fileSize(),
                null,
                document.mediaType(),
                document.sha256(),
                document.version(),
                document.status(),
                document.failureReason(),
                document.uploadedAt(),
                LATER,
                document.revision() + 1);
        assertThat(updated).contains(expected);
        assertThat(storage.documents().find(document.id(), ana.id())).contains(expected);
    }

    @Test
    void refuses_an_update_of_an_older_revision() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document first = commit(() -> storage.documents().update(document.renamed("first.pdf", "pdf"), LATER))
                .orElseThrow();

        Optional<Document> second =
                commit(() -> storage.documents().update(document.renamed("second.pdf", "pdf"), LATER));

        assertThat(second).isEmpty();
        assertThat(storage.documents().find(document.id(), ana.id())).contains(first);
    }

    @Test
    void of_twenty_updates_of_one_revision_one_succeeds() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        List<Boolean> updated = Race.of(
                20,
                number -> commit(() -> storage.documents()
                        .update(document.renamed(number + ".pdf", "pdf"), LATER)
                        .isPresent()));

        assertThat(updated).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void who_locks_a_document_first_sees_what_the_last_one_left() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        List<Boolean> updated = Race.of(
                20,
                number -> commit(() -> storage.documents()
                        .lock(document.id(), ana.id())
                        .flatMap(locked -> storage.documents().update(locked.renamed(number + ".pdf", "pdf"), LATER))
                        .isPresent()));

        assertThat(updated).hasSize(20).containsOnly(true);
        assertThat(storage.documents().find(document.id(), ana.id()).map(Document::revision))
                .contains(21L);
    }

    @Test
    void deletes_a_document_with_its_versions_once() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document kept = stored(Fixtures.aDocument(ana.id()));

        assertThat(commit(() -> storage.documents().delete(document.id()))).isTrue();
        assertThat(commit(() -> storage.documents().delete(document.id()))).isFalse();
        assertThat(storage.documents().find(document.id(), ana.id())).isEmpty();
        assertThat(storage.quotas().unknown(List.of(document.blobKey(), kept.blobKey())))
                .as("no version knows its bytes any more")
                .containsExactly(document.blobKey());
        assertThat(found(ana, DocumentFilter.all())).containsExactly(kept);
    }

    @Test
    void of_twenty_who_delete_a_document_one_did() {
        Document document = stored(Fixtures.aDocument(anAccount().id()));

        List<Boolean> deleted =
                Race.of(20, number -> commit(() -> storage.documents().delete(document.id())));

        assertThat(deleted).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void a_deletion_that_was_rolled_back_leaves_the_document() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        rollBack(() -> {
            storage.documents().update(document.renamed("other.pdf", "pdf"), LATER);
            storage.documents().delete(document.id());
        });

        assertThat(storage.documents().find(document.id(), ana.id())).contains(document);
        assertThat(storage.quotas().unknown(List.of(document.blobKey()))).isEmpty();
    }

    private Document stored(Document document) {
        change(() -> storage.documents().insert(document));
        return document;
    }

    private List<Document> found(
            Account owner, @Nullable String text, @Nullable DocumentStatus status, @Nullable String fileType) {
        return found(owner, new DocumentFilter(text, status, fileType));
    }

    private List<Document> found(Account owner, DocumentFilter filter) {
        Page<Document> page = storage.documents().list(owner.id(), filter, PageRequest.first(50));
        assertThat(page.next()).isEmpty();
        return page.items();
    }
}
