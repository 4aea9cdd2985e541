package dev.tenon.testkit.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static dev.tenon.testkit.Fixtures.aDigest;
import static dev.tenon.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentStore.VersionBlob;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Claimed;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of what is read in documents does. */
public abstract class ProcessingStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));
    private static final Duration LEASE = Duration.ofMinutes(2);

    private Account ana = Fixtures.anAccount();

    @BeforeEach
    void setUp() {
        ana = anAccount();
    }

    @Test
    void a_new_version_is_claimed_once_and_shown_as_under_way() {
        Document document = queued();

        Claimed claimed = claim(START).orElseThrow();

        assertThat(claimed.documentId()).isEqualTo(document.id());
        assertThat(claimed.version()).isEqualTo(1);
        assertThat(claimed.blobKey()).isEqualTo(document.blobKey());
        assertThat(claimed.size()).isEqualTo(document.fileSize());
        assertThat(claimed.mediaType()).isEqualTo(document.mediaType());
        assertThat(claimed.ownerId()).isEqualTo(ana.id());
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(shown(document).status()).isEqualTo(DocumentStatus.PROCESSING);
        assertThat(claim(START)).isEmpty();
    }

    @Test
    void what_was_read_is_found_and_shown_and_leaves_the_revision_alone() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        Extracted read = read(claimed, "hello");

        assertThat(commit(() -> store().complete(claimed, read, LATER))).isTrue();

        assertThat(store().find(document.id(), 1)).contains(read);
        assertThat(shown(document)).isEqualTo(document.processed(DocumentStatus.PROCESSED, null, 3));
        assertThat(claim(LATER)).isEmpty();
        assertThat(store().backlog(LATER)).isEqualTo(ProcessingBacklog.EMPTY);
    }

    @Test
    void a_version_whose_lease_ran_out_is_taken_over_and_the_former_worker_writes_nothing() {
        Document document = queued();
        Claimed first = claim(START).orElseThrow();
        assertThat(claim(START.plus(LEASE).minusMillis(1))).isEmpty();

        Claimed second = claim(START.plus(LEASE)).orElseThrow();

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(commit(() -> store().complete(first, read(first, "late"), LATER)))
                .isFalse();
        assertThat(commit(() -> store().fail(first, "late"))).isFalse();
        assertThat(commit(() -> store().retry(first, LATER, "late"))).isFalse();
        assertThat(commit(() -> store().release(first))).isFalse();
        assertThat(commit(() -> store().complete(second, read(second, "hello"), LATER)))
                .isTrue();
        assertThat(commit(() -> store().complete(second, read(second, "twice"), LATER)))
                .isFalse();
        assertThat(store().find(document.id(), 1).orElseThrow().text()).isEqualTo("hello");
        assertThat(deletions()).containsExactly(first.thumbnail());
    }

    @Test
    void a_failed_try_is_made_again_in_its_time_and_the_place_of_its_picture_is_given_up() {
        queued();
        Claimed first = claim(START).orElseThrow();

        assertThat(commit(() -> store().retry(first, LATER, "The reader fell over.")))
                .isTrue();

        assertThat(claim(LATER.minusMillis(1))).isEmpty();
        assertThat(store().backlog(START)).isEqualTo(new ProcessingBacklog(0, 1, 0, null));
        assertThat(store().backlog(LATER)).isEqualTo(new ProcessingBacklog(1, 0, 0, LATER));
        assertThat(deletions()).containsExactly(first.thumbnail());
        assertThat(claim(LATER).orElseThrow().attempt()).isEqualTo(2);
    }

    @Test
    void what_is_given_back_is_due_at_once_and_counts_as_not_tried() {
        queued();
        Claimed first = claim(START).orElseThrow();

        assertThat(commit(() -> store().release(first))).isTrue();

        assertThat(claim(START).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void what_is_given_up_says_why_and_is_counted_until_it_is_requested_again() {
        Document document = queued();
        Claimed first = claim(START).orElseThrow();
        commit(() -> store().complete(first, read(first, "hello"), START));
        assertThat(commit(() -> store().request(document.id(), 1, START))).isTrue();
        assertThat(shown(document).status()).isEqualTo(DocumentStatus.UPLOADED);
        assertThat(store().find(document.id(), 1)).isPresent();
        Claimed second = claim(START).orElseThrow();

        assertThat(commit(() -> store().fail(second, "The file is encrypted."))).isTrue();

        assertThat(shown(document))
                .isEqualTo(document.processed(DocumentStatus.FAILED, "The file is encrypted.", null));
        assertThat(store().find(document.id(), 1)).isEmpty();
        assertThat(store().backlog(LATER)).isEqualTo(new ProcessingBacklog(0, 0, 1, null));
        assertThat(claim(LATER)).isEmpty();
        assertThat(deletions()).containsExactlyInAnyOrder(first.thumbnail(), second.thumbnail());
        assertThat(commit(() -> store().request(document.id(), 1, LATER))).isTrue();
        assertThat(shown(document).failureReason()).isNull();
        assertThat(claim(LATER).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void who_brings_many_at_once_keeps_nobody_waiting_for_them() {
        for (int number = 0; number < 5; number++) {
            queued();
        }
        Account many = ana;
        ana = anAccount();
        queued();
        queued();
        Account few = ana;

        List<UserId> owners = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            owners.add(claim(START).orElseThrow().ownerId());
        }

        assertThat(owners.subList(0, 4)).containsExactlyInAnyOrder(many.id(), many.id(), few.id(), few.id());
        assertThat(owners.subList(4, 7)).containsOnly(many.id());
    }

    @Test
    void what_waits_to_be_read_is_not_requested_but_for_what_waits_for_another_try() {
        Document document = queued();
        assertThat(commit(() -> store().request(document.id(), 1, START))).isFalse();
        Claimed first = claim(START).orElseThrow();
        commit(() -> store().retry(first, LATER, "The reader fell over."));

        assertThat(commit(() -> store().request(document.id(), 1, START))).isTrue();
        assertThat(claim(START).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void what_is_being_read_is_not_requested_until_its_lease_runs_out() {
        Document document = queued();
        Claimed first = claim(START).orElseThrow();

        assertThat(commit(() -> store().request(document.id(), 1, START))).isFalse();
        assertThat(commit(() -> store().request(document.id(), 1, START.plus(LEASE))))
                .isTrue();

        assertThat(commit(() -> store().complete(first, read(first, "late"), LATER)))
                .isFalse();
        assertThat(claim(LATER)).isPresent();
    }

    @Test
    void a_version_that_is_no_longer_the_current_one_changes_nothing_of_the_document() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        Document next = another(document, aBlobKey());

        assertThat(commit(() -> store().complete(claimed, read(claimed, "hello"), LATER)))
                .isTrue();

        assertThat(shown(document)).isEqualTo(next);
        assertThat(store().find(document.id(), 1)).isPresent();
    }

    @Test
    void a_version_with_the_same_bytes_shares_what_was_read_and_the_picture_goes_with_the_last() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        Extracted read = read(claimed, "hello");
        commit(() -> store().complete(claimed, read, LATER));
        another(document, aBlobKey());
        another(document, document.blobKey());

        assertThat(commit(() -> store().share(document.id(), 2, 3, LATER))).isFalse();
        assertThat(commit(() -> store().share(document.id(), 1, 3, LATER))).isTrue();

        assertThat(store().find(document.id(), 3)).contains(read);
        assertThat(shown(document).status()).isEqualTo(DocumentStatus.PROCESSED);
        assertThat(shown(document).pageCount()).isEqualTo(3);
        change(() -> storage.documents().deleteVersion(document.id(), 1));
        assertThat(deletions()).isEmpty();
        change(() -> storage.documents().deleteVersion(document.id(), 3));
        assertThat(deletions()).containsExactly(claimed.thumbnail());
    }

    @Test
    void a_version_with_the_same_bytes_shares_why_it_could_not_be_read() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        commit(() -> store().fail(claimed, "The file is encrypted."));
        another(document, document.blobKey());

        assertThat(commit(() -> store().share(document.id(), 1, 2, LATER))).isTrue();

        assertThat(shown(document).failureReason()).isEqualTo("The file is encrypted.");
        assertThat(claim(LATER)).isEmpty();
    }

    @Test
    void pictures_are_known_and_listed_with_the_blobs_of_versions_and_go_with_their_document() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        BlobKey stranger = aBlobKey();
        assertThat(storage.quotas().unknown(List.of(claimed.thumbnail(), stranger)))
                .containsExactly(stranger);

        commit(() -> store().complete(claimed, read(claimed, "hello"), LATER));

        assertThat(storage.quotas().unknown(List.of(claimed.thumbnail(), stranger)))
                .containsExactly(stranger);
        StoredBlob picture = Objects.requireNonNull(
                store().find(document.id(), 1).orElseThrow().thumbnail());
        assertThat(storage.documents().blobsAfter(null, 10))
                .containsExactlyInAnyOrder(
                        new VersionBlob(document.id(), 1, document.blobKey(), document.fileSize(), document.sha256()),
                        new VersionBlob(document.id(), 1, picture.key(), picture.size(), picture.sha256()));
        change(() -> storage.documents().trash(document.id(), LATER));
        change(() -> storage.documents().purge(document.id()));
        assertThat(deletions()).containsExactly(claimed.thumbnail());
        assertThat(store().find(document.id(), 1)).isEmpty();
    }

    @Test
    void what_has_no_picture_leaves_none_to_delete() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();

        commit(() -> store().complete(claimed, new Extracted("hello", null, null, null), LATER));

        assertThat(store().find(document.id(), 1)).isPresent();
        assertThat(deletions()).isEmpty();
    }

    @Test
    void a_document_that_goes_while_it_is_read_leaves_nothing() {
        Document document = queued();
        Claimed claimed = claim(START).orElseThrow();
        change(() -> storage.documents().trash(document.id(), LATER));
        change(() -> storage.documents().purge(document.id()));

        assertThat(commit(() -> store().complete(claimed, read(claimed, "hello"), LATER)))
                .isFalse();

        assertThat(store().find(document.id(), 1)).isEmpty();
        assertThat(deletions()).containsExactly(claimed.thumbnail());
    }

    @Test
    void workers_that_claim_at_once_get_each_version_once() {
        for (int i = 0; i < 20; i++) {
            queued();
        }
        List<Claimed> claimed = Collections.synchronizedList(new ArrayList<>());

        Race.of(10, thread -> {
            // Who finds others' locks in the way may come away with nothing, and comes again.
            for (int tries = 0; tries < 20; tries++) {
                claim(START).ifPresent(claimed::add);
            }
            return true;
        });
        Optional<Claimed> rest = claim(START);
        while (rest.isPresent()) {
            claimed.add(rest.get());
            rest = claim(START);
        }

        assertThat(claimed).hasSize(20);
        assertThat(new HashSet<>(claimed.stream().map(Claimed::documentId).toList()))
                .hasSize(20);
    }

    private ProcessingStore store() {
        return storage.processing();
    }

    private Document queued() {
        Document document = Fixtures.aDocument(ana.id(), "report.pdf", START);
        change(() -> {
            storage.documents().insert(document);
            store().enqueue(document.id(), 1, START);
            store().enqueue(document.id(), 1, LATER);
        });
        return document;
    }

    private Document another(Document document, BlobKey blob) {
        Document present = shown(document);
        DocumentVersion version = new DocumentVersion(
                document.id(), present.version() + 1, blob, 7, "pdf", "application/pdf", aDigest(), ana.id(), LATER);
        return commit(() -> storage.documents()
                .addVersion(present.withContent(version), version)
                .orElseThrow());
    }

    private Document shown(Document document) {
        return storage.documents().find(document.id()).orElseThrow();
    }

    private Optional<Claimed> claim(Instant now) {
        return commit(() -> store().claim(anId(), aBlobKey(), now, now.plus(LEASE)));
    }

    private static Extracted read(Claimed claimed, String text) {
        return new Extracted(text, "en", 3, new StoredBlob(claimed.thumbnail(), 100, aDigest()));
    }

    private List<BlobKey> deletions() {
        return commit(() -> storage.quotas().claimDeletions(LATER, LATER, 100)).stream()
                .distinct()
                .toList();
    }
}
