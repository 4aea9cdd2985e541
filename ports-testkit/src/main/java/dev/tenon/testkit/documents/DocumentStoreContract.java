package dev.tenon.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.spi.DocumentStore.Access;
import dev.tenon.ports.documents.spi.DocumentStore.Doomed;
import dev.tenon.ports.documents.spi.DocumentStore.VersionBlob;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of documents does. */
public abstract class DocumentStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

    @Test
    void finds_a_document_as_it_was_inserted() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        assertThat(seen(document.id(), ana)).contains(document);
        assertThat(locked(document.id(), ana)).contains(document);
    }

    @Test
    void of_several_documents_it_finds_those_that_a_person_may_read() {
        Account ana = anAccount();
        Document mine = stored(Fixtures.aDocument(ana.id()));
        Document theirs = stored(Fixtures.aDocument(anAccount().id()));
        Document trashed = stored(Fixtures.aDocument(ana.id()));
        change(() -> storage.documents().trash(trashed.id(), START));

        assertThat(storage.documents().find(Set.of(mine.id(), theirs.id(), trashed.id()), ana.id(), START))
                .containsExactly(new Access(mine, DocumentRight.OWN));
        assertThat(storage.documents().find(Set.of(), ana.id(), START)).isEmpty();
    }

    @Test
    void hands_out_the_blobs_of_all_versions_by_pages() {
        Account ana = anAccount();
        List<Document> documents = Stream.generate(() -> stored(Fixtures.aDocument(ana.id())))
                .limit(5)
                .sorted(Comparator.comparing(document -> document.blobKey().toString()))
                .toList();

        List<VersionBlob> first = storage.documents().blobsAfter(null, 3);
        List<VersionBlob> rest = storage.documents().blobsAfter(first.get(2).blobKey(), 3);

        assertThat(Stream.of(first, rest).flatMap(List::stream))
                .containsExactlyElementsOf(documents.stream()
                        .map(document -> new VersionBlob(
                                document.id(),
                                document.version(),
                                document.blobKey(),
                                document.fileSize(),
                                document.sha256()))
                        .toList());
        assertThat(storage.documents().blobsAfter(rest.get(1).blobKey(), 3)).isEmpty();
    }

    @Test
    void keeps_what_a_document_may_have_or_lack() {
        Account ana = anAccount();
        Document failed = new Document(
                new DocumentId(Fixtures.anId()),
                ana.id(),
                null,
                "Bericht über Ähren – 報告書",
                Fixtures.aBlobKey(),
                5L << 30,
                null,
                "application/octet-stream",
                Fixtures.aDigest(),
                1,
                List.of("2026", "ähren"),
                DocumentStatus.FAILED,
                "The text could not be read",
                null,
                START,
                LATER,
                null,
                1);

        stored(failed);

        assertThat(seen(failed.id(), ana)).contains(failed);
    }

    @Test
    void a_document_of_somebody_else_does_not_exist() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        assertThat(seen(document.id(), ben)).isEmpty();
        assertThat(locked(document.id(), ben)).isEmpty();
        assertThat(seen(new DocumentId(Fixtures.anId()), ana)).isEmpty();
        assertThat(found(ben, DocumentFilter.all())).isEmpty();
    }

    @Test
    void a_document_that_was_rolled_back_leaves_nothing() {
        Account ana = anAccount();
        Document document = Fixtures.aDocument(ana.id());

        rollBack(() -> storage.documents().insert(document));

        assertThat(seen(document.id(), ana)).isEmpty();
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
                page -> storage.documents().list(ana.id(), new DocumentFilter(null, "REP", null, "pdf", null), page),
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
    void an_update_writes_name_type_and_tags_and_nothing_else() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document given = new Document(
                document.id(),
                anAccount().id(),
                null,
                "notes",
                Fixtures.aBlobKey(),
                7,
                null,
                "text/plain",
                Fixtures.aDigest(),
                9,
                List.of("draft"),
                DocumentStatus.FAILED,
                "no reason",
                99,
                LATER,
                LATER,
                LATER,
                document.revision());

        Optional<Document> updated = commit(() -> storage.documents().update(given, LATER));

        Document expected = new Document(
                document.id(),
                document.ownerId(),
                null,
                "notes",
                document.blobKey(),
                document.fileSize(),
                null,
                document.mediaType(),
                document.sha256(),
                document.version(),
                List.of("draft"),
                document.status(),
                document.failureReason(),
                document.pageCount(),
                document.uploadedAt(),
                LATER,
                null,
                document.revision() + 1);
        assertThat(updated).contains(expected);
        assertThat(seen(document.id(), ana)).contains(expected);
    }

    @Test
    void refuses_an_update_of_an_older_revision() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document first = commit(() -> storage.documents().update(renamed(document, "first.pdf"), LATER))
                .orElseThrow();

        Optional<Document> second = commit(() -> storage.documents().update(renamed(document, "second.pdf"), LATER));

        assertThat(second).isEmpty();
        assertThat(seen(document.id(), ana)).contains(first);
    }

    @Test
    void of_twenty_updates_of_one_revision_one_succeeds() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        List<Boolean> updated = Race.of(
                20,
                number -> commit(() -> storage.documents()
                        .update(renamed(document, number + ".pdf"), LATER)
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
                        .lock(document.id(), ana.id(), LATER)
                        .map(Access::document)
                        .flatMap(locked -> storage.documents().update(renamed(locked, number + ".pdf"), LATER))
                        .isPresent()));

        assertThat(updated).hasSize(20).containsOnly(true);
        assertThat(seen(document.id(), ana).map(Document::revision)).contains(21L);
    }

    @Test
    void deletes_a_document_with_its_versions_once() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document kept = stored(Fixtures.aDocument(ana.id()));

        assertThat(commit(() -> storage.documents().purge(document.id()))).containsExactly(document.blobKey());
        assertThat(commit(() -> storage.documents().purge(document.id()))).isEmpty();
        assertThat(seen(document.id(), ana)).isEmpty();
        assertThat(storage.quotas().unknown(List.of(document.blobKey(), kept.blobKey())))
                .as("no version knows its bytes any more")
                .containsExactly(document.blobKey());
        assertThat(found(ana, DocumentFilter.all())).containsExactly(kept);
    }

    @Test
    void of_twenty_who_delete_a_document_one_did() {
        Document document = stored(Fixtures.aDocument(anAccount().id()));

        List<List<BlobKey>> deleted =
                Race.of(20, number -> commit(() -> storage.documents().purge(document.id())));

        assertThat(deleted).containsOnlyOnce(List.of(document.blobKey())).hasSize(20);
    }

    @Test
    void a_deletion_that_was_rolled_back_leaves_the_document() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        rollBack(() -> {
            storage.documents().update(renamed(document, "other.pdf"), LATER);
            storage.documents().trash(document.id(), LATER);
            storage.documents().purge(document.id());
        });

        assertThat(seen(document.id(), ana)).contains(document);
        assertThat(storage.quotas().unknown(List.of(document.blobKey()))).isEmpty();
    }

    @Test
    void lists_what_has_a_tag() {
        Account ana = anAccount();
        Document tagged = stored(Fixtures.aDocument(ana.id()).described("a.pdf", "pdf", List.of("2026", "tax")));
        stored(Fixtures.aDocument(ana.id()).described("b.pdf", "pdf", List.of("2025")));

        assertThat(found(ana, new DocumentFilter(null, null, null, null, "tax")))
                .containsExactly(tagged);
        assertThat(found(ana, new DocumentFilter(null, null, null, null, "ta"))).isEmpty();
    }

    @Test
    void adds_a_version_to_the_revision_it_was_made_for() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        DocumentVersion second = aVersion(document, 2, ana, Fixtures.aBlobKey());

        Document changed = commit(() -> storage.documents().addVersion(document.withContent(second), second))
                .orElseThrow();
        DocumentVersion third = aVersion(document, 2, ana, Fixtures.aBlobKey());

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.sha256()).isEqualTo(second.sha256());
        assertThat(changed.revision()).isEqualTo(document.revision() + 1);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(seen(document.id(), ana)).contains(changed);
        assertThat(commit(() -> storage.documents().addVersion(document.withContent(third), third)))
                .as("of the revision before")
                .isEmpty();
        assertThat(storage.documents().version(document.id(), 2)).contains(second);
        assertThat(storage.documents().version(document.id(), 3)).isEmpty();
        assertThat(storage.documents().versions(document.id(), PageRequest.first(10)).items().stream()
                        .map(DocumentVersion::version))
                .containsExactly(2, 1);
        assertThat(storage.documents().countVersions(document.id())).isEqualTo(2);
        assertThat(storage.documents().storedBytes(document.id())).isEqualTo(document.fileSize() + second.fileSize());
    }

    @Test
    void of_twenty_versions_of_one_revision_one_is_added() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));

        List<Boolean> added = Race.of(20, number -> {
            DocumentVersion version = aVersion(document, 2, ana, Fixtures.aBlobKey());
            return commit(() -> storage.documents().addVersion(document.withContent(version), version))
                    .isPresent();
        });

        assertThat(added).containsOnlyOnce(true).hasSize(20);
        assertThat(storage.documents().countVersions(document.id())).isEqualTo(2);
    }

    @Test
    void bytes_that_two_versions_have_go_with_the_last_of_them() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        BlobKey other = Fixtures.aBlobKey();
        Document second = added(document, aVersion(document, 2, ana, other));
        added(second, aVersion(document, 3, ana, document.blobKey()));

        assertThat(commit(() -> storage.documents().deleteVersion(document.id(), 1)))
                .as("the third has them too")
                .isEmpty();
        assertThat(commit(() -> storage.documents().deleteVersion(document.id(), 2)))
                .containsExactly(other);
        assertThat(commit(() -> storage.documents().deleteVersion(document.id(), 2)))
                .isEmpty();
        assertThat(commit(() -> storage.documents().purge(document.id()))).containsExactly(document.blobKey());
    }

    @Test
    void what_is_in_the_trash_is_seen_only_there() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document kept = stored(Fixtures.aDocument(ana.id()));

        assertThat(storage.documents().find(document.id())).contains(document);
        change(() -> storage.documents().trash(document.id(), LATER));

        assertThat(storage.documents().find(document.id())).isEmpty();
        assertThat(seen(document.id(), ana)).isEmpty();
        assertThat(locked(document.id(), ana)).isEmpty();
        assertThat(found(ana, DocumentFilter.all())).containsExactly(kept);
        assertThat(trash(ana)).extracting(Document::id).containsExactly(document.id());
        assertThat(commit(() -> storage.documents().lockTrashed(kept.id(), ana.id())))
                .isEmpty();
        assertThat(commit(() -> storage.documents().lockTrashed(document.id(), ben.id())))
                .isEmpty();
        assertThat(storage.quotas().unknown(List.of(document.blobKey()))).isEmpty();

        Document back = commit(() -> storage.documents().untrash(document.id(), LATER));

        assertThat(back.deletedAt()).isNull();
        assertThat(seen(document.id(), ana)).contains(back);
        assertThat(trash(ana)).isEmpty();
    }

    @Test
    void the_trash_is_listed_from_what_was_deleted_last_on() {
        Account ana = anAccount();
        List<DocumentId> deleted = IntStream.range(0, 7)
                .mapToObj(second -> {
                    Document document = stored(Fixtures.aDocument(ana.id(), "a.pdf", START.plusSeconds(9 - second)));
                    change(() -> storage.documents().trash(document.id(), LATER.plusSeconds(second)));
                    return document.id();
                })
                .toList();

        assertThat(trash(ana)).extracting(Document::id).containsExactlyElementsOf(deleted.reversed());
        assertThat(commit(() -> storage.documents().lockTrashedBefore(LATER.plusSeconds(2), 10)))
                .extracting(Doomed::id)
                .containsExactlyInAnyOrder(deleted.get(0), deleted.get(1));
        assertThat(commit(() -> storage.documents().lockTrash(ana.id(), 3))).hasSize(3);
    }

    @Test
    void what_overflows_the_trash_is_what_was_deleted_first() {
        Account ana = anAccount();
        List<DocumentId> deleted = IntStream.range(0, 5)
                .mapToObj(second -> {
                    Document document = stored(Fixtures.aDocument(ana.id()));
                    change(() -> storage.documents().trash(document.id(), LATER.plusSeconds(second)));
                    return document.id();
                })
                .toList();

        assertThat(overflow(ana, 3_000L, null)).containsExactlyInAnyOrder(deleted.get(0), deleted.get(1));
        assertThat(overflow(ana, null, 4L)).containsExactly(deleted.get(0));
        assertThat(overflow(ana, 5_000L, 5L)).isEmpty();
        assertThat(overflow(ana, null, null)).isEmpty();
        assertThat(commit(() -> storage.documents().lockOverflow(ana.id(), 0L, null, 2)))
                .extracting(Doomed::id)
                .containsExactlyInAnyOrder(deleted.get(0), deleted.get(1));
    }

    @Test
    void empties_a_trash_and_has_its_bytes_deleted() {
        Account ana = anAccount();
        Document document = stored(Fixtures.aDocument(ana.id()));
        Document kept = stored(Fixtures.aDocument(ana.id()));
        change(() -> storage.documents().trash(document.id(), LATER));

        change(() -> storage.documents().purgeTrash(ana.id(), LATER));

        assertThat(trash(ana)).isEmpty();
        assertThat(seen(kept.id(), ana)).contains(kept);
        assertThat(commit(() -> storage.quotas().claimDeletions(LATER, LATER, 10)))
                .containsExactly(document.blobKey());
    }

    private List<DocumentId> overflow(Account owner, @Nullable Long bytes, @Nullable Long documents) {
        return commit(() -> storage.documents().lockOverflow(owner.id(), bytes, documents, 10)).stream()
                .map(Doomed::id)
                .toList();
    }

    private List<Document> trash(Account owner) {
        return storage.documents().listTrash(owner.id(), PageRequest.first(50)).items();
    }

    private Document added(Document document, DocumentVersion version) {
        return commit(() -> storage.documents().addVersion(document.withContent(version), version))
                .orElseThrow();
    }

    private static DocumentVersion aVersion(Document document, int version, Account by, BlobKey blobKey) {
        return new DocumentVersion(
                document.id(),
                version,
                blobKey,
                700L + version,
                document.fileType(),
                "application/pdf",
                Fixtures.aDigest(),
                by.id(),
                LATER);
    }

    private static Document renamed(Document document, String name) {
        return document.described(name, "pdf", document.tags());
    }

    private Optional<Document> seen(DocumentId id, Account person) {
        return storage.documents().find(id, person.id(), LATER).map(Access::document);
    }

    private Optional<Document> locked(DocumentId id, Account person) {
        return commit(() -> storage.documents().lock(id, person.id(), LATER)).map(Access::document);
    }

    private Document stored(Document document) {
        change(() -> storage.documents().insert(document));
        return document;
    }

    private List<Document> found(
            Account owner, @Nullable String text, @Nullable DocumentStatus status, @Nullable String fileType) {
        return found(owner, new DocumentFilter(null, text, status, fileType, null));
    }

    private List<Document> found(Account owner, DocumentFilter filter) {
        Page<Document> page = storage.documents().list(owner.id(), filter, PageRequest.first(50));
        assertThat(page.next()).isEmpty();
        return page.items();
    }
}
