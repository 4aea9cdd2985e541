package dev.tenon.core.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.BlobCheck;
import dev.tenon.ports.documents.BlobCopy;
import dev.tenon.ports.documents.BlobFinding;
import dev.tenon.ports.documents.BlobFinding.Problem;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.InMemoryBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlobsTest {

    private static final String PLACE = "memory:new";

    private final TenonInMemory house = new TenonInMemory();
    private final InMemoryBlobStore other = new InMemoryBlobStore();
    private final List<BlobFinding> findings = new ArrayList<>();
    private Actor ana = house.anonymous;

    @BeforeEach
    void signIn() {
        ana = house.aPerson("ana@example.org");
        house.otherBlobs.put(PLACE, other);
    }

    private Document uploaded(int size) {
        return house.tenon
                .documents()
                .upload(ana, new NewDocument("a.txt", null, (long) size, new ByteArrayInputStream(new byte[size])));
    }

    private BlobCheck check(boolean contents) {
        return house.tenon.blobs().check(house.operator, contents, findings::add, BlobProgress.unseen());
    }

    private BlobCopy copy() {
        return house.tenon.blobs().copy(house.operator, PLACE, findings::add, BlobProgress.unseen());
    }

    private BlobCheck removeCopied() {
        return house.tenon.blobs().removeCopied(house.operator, PLACE, findings::add, BlobProgress.unseen());
    }

    @Test
    void a_sound_store_is_clean_and_the_trail_tells_of_the_look() {
        uploaded(3);
        uploaded(4);

        assertThat(check(true)).isEqualTo(new BlobCheck(2, 7, true, 0, 0, 0));

        assertThat(findings).isEmpty();
        assertThat(house.auditedActions()).endsWith("blobs.checked");
    }

    @Test
    void F4_finds_a_missing_blob_an_orphan_and_a_flipped_bit() throws IOException {
        Document missing = uploaded(3);
        Document rotten = uploaded(4);
        uploaded(5);
        BlobKey orphan = aBlobKey();
        house.blobs.delete(missing.blobKey());
        house.blobs.corrupt(rotten.blobKey());
        house.blobs.put(orphan, new ByteArrayInputStream(new byte[9]));

        BlobCheck bySize = check(false);
        assertThat(findings).extracting(BlobFinding::problem).containsExactly(Problem.MISSING, Problem.ORPHANED);
        findings.clear();
        BlobCheck byContent = check(true);

        assertThat(bySize).isEqualTo(new BlobCheck(3, 12, false, 1, 0, 1));
        assertThat(byContent).isEqualTo(new BlobCheck(3, 12, true, 1, 1, 1));
        assertThat(byContent.clean()).isFalse();
        assertThat(findings)
                .extracting(BlobFinding::problem, BlobFinding::blobKey, BlobFinding::documentId, BlobFinding::version)
                .containsExactlyInAnyOrder(
                        tuple(Problem.MISSING, missing.blobKey(), missing.id(), 1),
                        tuple(Problem.CORRUPT, rotten.blobKey(), rotten.id(), 1),
                        tuple(Problem.ORPHANED, orphan, null, null));
    }

    @Test
    void a_document_that_is_deleted_while_it_is_looked_for_is_no_finding() {
        Document document = uploaded(3);
        TenonInMemory same = house;
        BlobStore deleting = new Passing(same.blobs) {
            @Override
            public Optional<Long> size(BlobKey key) throws IOException {
                if (super.size(key).isPresent()) {
                    same.tenon.documents().delete(ana, document.id(), Expected.any());
                    same.tenon.trash().delete(ana, document.id());
                }
                return super.size(key);
            }
        };

        BlobCheck found = same.builder()
                .blobStore(deleting)
                .build()
                .blobs()
                .check(same.operator, true, findings::add, BlobProgress.unseen());

        assertThat(found).isEqualTo(new BlobCheck(1, 3, true, 0, 0, 0));
    }

    @Test
    void copies_everything_and_once() throws IOException {
        Document one = uploaded(3);
        Document two = uploaded(4);

        assertThat(copy()).isEqualTo(new BlobCopy(2, 7, 0, 0, 0));
        assertThat(copy()).isEqualTo(new BlobCopy(0, 0, 2, 0, 0));

        assertThat(other.size(one.blobKey())).contains(3L);
        assertThat(other.size(two.blobKey())).contains(4L);
        assertThat(other.count()).as("and no probe is left").isEqualTo(2);
        assertThat(house.blobs.count()).isEqualTo(2);
    }

    @Test
    void goes_on_where_it_was_broken_off() {
        for (int number = 0; number < 20; number++) {
            uploaded(10);
        }
        house.otherBlobs.put(PLACE, new Passing(other) {
            @Override
            public StoredBlob put(BlobKey key, InputStream content) throws IOException {
                if (other.count() == 7) {
                    throw new IOException("the line is cut");
                }
                return super.put(key, content);
            }
        });

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(this::copy)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(DocumentRefusal.STORAGE_UNAVAILABLE))
                .withMessageContaining("the line is cut");
        house.otherBlobs.put(PLACE, other);

        assertThat(copy()).isEqualTo(new BlobCopy(13, 130, 7, 0, 0));
        assertThat(other.count()).isEqualTo(20);
    }

    @Test
    void brings_what_comes_meanwhile() {
        uploaded(3);
        List<Document> late = new ArrayList<>();
        house.otherBlobs.put(PLACE, new Passing(other) {
            @Override
            public StoredBlob put(BlobKey key, InputStream content) throws IOException {
                StoredBlob stored = super.put(key, content);
                if (late.isEmpty() && stored.size() == 3) {
                    late.add(uploaded(5));
                }
                return stored;
            }
        });

        assertThat(copy().copied()).isEqualTo(2);
        assertThat(other.count()).isEqualTo(2);
    }

    @Test
    void what_is_half_there_is_copied_anew_and_what_is_rotten_or_gone_is_told_and_left_out() throws IOException {
        Document half = uploaded(3);
        Document rotten = uploaded(4);
        Document gone = uploaded(5);
        other.put(half.blobKey(), new ByteArrayInputStream(new byte[2]));
        house.blobs.corrupt(rotten.blobKey());
        house.blobs.delete(gone.blobKey());

        assertThat(copy()).isEqualTo(new BlobCopy(1, 3, 0, 1, 1));

        assertThat(other.size(half.blobKey())).contains(3L);
        assertThat(other.size(rotten.blobKey())).isEmpty();
        assertThat(findings)
                .extracting(BlobFinding::problem)
                .containsExactlyInAnyOrder(Problem.CORRUPT, Problem.MISSING);
    }

    @Test
    void refuses_the_place_where_the_blobs_are_under_whatever_name() throws IOException {
        Document document = uploaded(3);
        house.otherBlobs.put(PLACE, house.blobs);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(this::removeCopied)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(RequestRefusal.INVALID))
                .withMessageContaining("The blobs are there already");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () -> house.tenon.blobs().copy(house.operator, "nowhere", findings::add, BlobProgress.unseen()))
                .withMessageContaining("memory:NAME");

        assertThat(house.blobs.size(document.blobKey())).contains(3L);
        assertThat(house.blobs.count()).isOne();
    }

    @Test
    void takes_out_what_is_whole_elsewhere_and_leaves_what_belongs_to_no_version() throws IOException {
        Document document = uploaded(3);
        BlobKey underWay = aBlobKey();
        house.blobs.put(underWay, new ByteArrayInputStream(new byte[9]));
        copy();

        assertThat(removeCopied().whole()).isTrue();

        assertThat(house.blobs.size(document.blobKey())).isEmpty();
        assertThat(house.blobs.size(underWay)).isPresent();
        assertThat(other.size(document.blobKey())).contains(3L);
    }

    @Test
    void takes_nothing_out_while_anything_is_rotten_elsewhere() throws IOException {
        Document document = uploaded(3);
        copy();
        other.corrupt(document.blobKey());

        assertThat(removeCopied().whole()).isFalse();

        assertThat(house.blobs.size(document.blobKey())).contains(3L);
        assertThat(findings).extracting(BlobFinding::problem).containsExactly(Problem.CORRUPT);
    }

    @Test
    void is_for_whoever_runs_the_installation() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> house.tenon.blobs().check(ana, true, findings::add, BlobProgress.unseen()))
                .withMessageContaining("blobs:read");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> house.tenon.blobs().copy(ana, PLACE, findings::add, BlobProgress.unseen()))
                .withMessageContaining("blobs:write");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> house.tenon.blobs().removeCopied(ana, PLACE, findings::add, BlobProgress.unseen()))
                .withMessageContaining("blobs:write");
    }

    @Test
    void tells_how_far_it_is() {
        uploaded(3);
        uploaded(4);
        List<String> seen = new ArrayList<>();

        house.tenon.blobs().check(house.operator, false, findings::add, (done, of) -> seen.add(done + "/" + of));

        assertThat(seen).hasSize(3).startsWith("0/7").endsWith("7/7");
    }

    /** A store in front of another. */
    private static class Passing implements BlobStore {

        private final BlobStore store;

        Passing(BlobStore store) {
            this.store = store;
        }

        @Override
        public StoredBlob put(BlobKey key, InputStream content) throws IOException {
            return store.put(key, content);
        }

        @Override
        public InputStream read(BlobKey key, long offset, long length) throws IOException {
            return store.read(key, offset, length);
        }

        @Override
        public Optional<Long> size(BlobKey key) throws IOException {
            return store.size(key);
        }

        @Override
        public void delete(BlobKey key) throws IOException {
            store.delete(key);
        }

        @Override
        public Stream<BlobKey> keys() throws IOException {
            return store.keys();
        }
    }
}
