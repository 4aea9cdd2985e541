package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.Trash;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.testkit.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrashTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final Trash trash = house.tenon.trash();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void what_was_deleted_is_restored_with_its_versions() throws IOException {
        Document document = uploaded("one");
        house.tenon.documentVersions().add(ana, document.id(), Fixtures.aNewDocument("a.txt", "three"), Expected.any());
        deleted(document);
        assertThat(quota().used()).isZero();
        assertThat(inTrash()).extracting(Document::id).containsExactly(document.id());

        Document restored = trash.restore(ana, document.id());

        assertThat(restored.deletedAt()).isNull();
        assertThat(restored.version()).isEqualTo(2);
        assertThat(quota().used()).isEqualTo(8);
        assertThat(quota().documentsUsed()).isEqualTo(1);
        assertThat(inTrash()).isEmpty();
        assertThat(DocumentVersionsTest.text(house.tenon.documentVersions().content(ana, document.id(), 1)))
                .isEqualTo("one");
    }

    @Test
    void what_no_longer_fits_stays_in_the_trash() {
        Document document = uploaded("hello");
        deleted(document);
        limit(7, 10);
        uploaded("abc");

        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> trash.restore(ana, document.id()));

        limit(100, 1);
        assertRefused(QuotaRefusal.DOCUMENTS_EXCEEDED, () -> trash.restore(ana, document.id()));
        assertThat(inTrash()).hasSize(1);
        assertThat(quota().used()).isEqualTo(3);
    }

    @Test
    void the_trash_holds_as_much_as_the_quota_and_the_oldest_goes_first() {
        limit(10, 100);
        Document first = uploaded("1234");
        deleted(first);
        Document second = uploaded("5678");
        deleted(second);
        Document third = uploaded("90ab");
        deleted(third);

        assertThat(inTrash()).extracting(Document::id).containsExactly(third.id(), second.id());
        assertThat(house.blobs.count()).isEqualTo(2);
    }

    @Test
    void what_is_larger_than_the_trash_is_gone_at_once() {
        Document document = uploaded("1234");
        limit(3, 100);

        deleted(document);

        assertThat(inTrash()).isEmpty();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void is_emptied_of_what_is_older_than_thirty_days() {
        Document old = uploaded("old");
        deleted(old);
        house.clock.advance(Duration.ofDays(29));
        Document young = uploaded("young");
        deleted(young);
        house.clock.advance(Duration.ofDays(2));

        house.runJobs();

        assertThat(inTrash()).extracting(Document::id).containsExactly(young.id());
        assertThat(house.blobs.count()).isEqualTo(1);
        assertRefused(DocumentRefusal.NOT_FOUND, () -> trash.restore(ana, old.id()));
    }

    @Test
    void is_emptied_by_its_owner_however_much_is_in_it() {
        for (int number = 0; number < 100; number++) {
            deleted(uploaded("x"));
        }

        assertThat(trash.empty(ana, null)).isEqualTo(100);
        assertThat(trash.empty(ana, null)).isZero();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void anothers_trash_does_not_exist() {
        Document document = uploaded("hello");
        assertRefused(DocumentRefusal.NOT_FOUND, () -> trash.restore(ana, document.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> trash.delete(ana, document.id()));
        deleted(document);

        assertRefused(DocumentRefusal.NOT_FOUND, () -> trash.restore(ben, document.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> trash.delete(ben, document.id()));
        assertThat(trash.list(ben, null, PageRequest.first(10)).items()).isEmpty();
        assertThat(trash.empty(ben, null)).isZero();
        assertThat(inTrash()).hasSize(1);
    }

    private Document uploaded(String text) {
        house.clock.advance(Duration.ofSeconds(1));
        return documents.upload(ana, Fixtures.aNewDocument("a.txt", text));
    }

    private void deleted(Document document) {
        house.clock.advance(Duration.ofSeconds(1));
        documents.delete(ana, document.id(), Expected.any());
    }

    private List<Document> inTrash() {
        return trash.list(ana, null, PageRequest.first(10)).items();
    }

    private Quota quota() {
        return house.tenon.quotas().of(ana);
    }

    private void limit(long bytes, long most) {
        house.storage.unitOfWork().run(() -> {
            house.storage.quotas().limit(ana.person().orElseThrow(), bytes, most, house.clock.instant());
            return bytes;
        });
    }
}
