package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.DocumentVersions;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DocumentVersionsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final DocumentVersions versions = house.tenon.documentVersions();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private final Document document = documents.upload(ana, Fixtures.aNewDocument("a.txt", "one"));

    @Test
    void another_content_becomes_the_current_one_and_the_history_counts() throws IOException {
        Document changed = add("three", Expected.revision(1));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.fileName()).isEqualTo("a.txt");
        assertThat(changed.fileSize()).isEqualTo(5);
        assertThat(documents.get(ana, document.id())).isEqualTo(changed);
        assertThat(text(documents.content(ana, document.id()))).isEqualTo("three");
        assertThat(text(versions.content(ana, document.id(), 1))).isEqualTo("one");
        assertThat(numbers()).containsExactly(2, 1);
        assertThat(versions.get(ana, document.id(), 2).uploadedBy())
                .isEqualTo(ana.person().orElseThrow());
        assertThat(quota().used()).isEqualTo(8);
        assertThat(quota().documentsUsed()).isEqualTo(1);
        assertThat(quota().reserved()).isZero();
    }

    @Test
    void a_content_for_an_older_revision_is_refused_with_the_current_version() {
        add("two", Expected.revision(1));

        Assertions.assertThatThrownBy(() -> add("three", Expected.revision(1)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(RequestRefusal.PRECONDITION_FAILED);
                    assertThat(refusal.detail()).contains("current version is 2");
                });
        assertThat(quota().used()).isEqualTo(6);
        assertThat(quota().reserved()).isZero();
    }

    @Test
    void restoring_makes_a_new_version_that_counts_and_shares_the_bytes() throws IOException {
        add("two!", Expected.any());

        Document restored = versions.restore(ana, document.id(), 1, Expected.any());

        assertThat(restored.version()).isEqualTo(3);
        assertThat(restored.sha256()).isEqualTo(document.sha256());
        assertThat(text(documents.content(ana, document.id()))).isEqualTo("one");
        assertThat(quota().used()).isEqualTo(3 + 4 + 3);
        assertThat(house.blobs.count()).isEqualTo(2);
        assertRefused(DocumentRefusal.VERSION_CURRENT, () -> versions.restore(ana, document.id(), 3, Expected.any()));
        assertRefused(DocumentRefusal.VERSION_NOT_FOUND, () -> versions.restore(ana, document.id(), 9, Expected.any()));
    }

    @Test
    void deleting_a_version_frees_its_bytes_and_keeps_those_that_another_has() throws IOException {
        add("two!", Expected.any());
        versions.restore(ana, document.id(), 1, Expected.any());

        versions.delete(ana, document.id(), 1);
        assertThat(quota().used()).isEqualTo(4 + 3);
        assertThat(text(documents.content(ana, document.id()))).isEqualTo("one");
        versions.delete(ana, document.id(), 2);

        assertThat(quota().used()).isEqualTo(3);
        assertThat(house.blobs.count()).isEqualTo(1);
        assertThat(numbers()).containsExactly(3);
        assertRefused(DocumentRefusal.VERSION_CURRENT, () -> versions.delete(ana, document.id(), 3));
        assertRefused(DocumentRefusal.VERSION_NOT_FOUND, () -> versions.delete(ana, document.id(), 1));
    }

    @Test
    void a_version_that_does_not_fit_is_refused_and_leaves_nothing() {
        limitStorageTo(6);
        add("two", Expected.any());

        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> add("3", Expected.any()));
        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> versions.restore(ana, document.id(), 1, Expected.any()));

        assertThat(quota().used()).isEqualTo(6);
        assertThat(quota().reserved()).isZero();
        assertThat(house.blobs.count()).isEqualTo(2);
    }

    @Test
    void a_full_number_of_documents_takes_versions_still() {
        limit(1_000, 1);

        assertThat(add("two", Expected.any()).version()).isEqualTo(2);
    }

    @Test
    void has_a_thousand_versions_at_most() {
        for (int version = 2; version <= DocumentVersions.MOST; version++) {
            add("x", Expected.any());
        }

        assertRefused(DocumentRefusal.TOO_MANY_VERSIONS, () -> add("x", Expected.any()));
        assertRefused(DocumentRefusal.TOO_MANY_VERSIONS, () -> versions.restore(ana, document.id(), 1, Expected.any()));
        assertThat(quota().used()).isEqualTo(3 + 999);
    }

    @Test
    void anothers_versions_do_not_exist() {
        assertRefused(DocumentRefusal.NOT_FOUND, () -> versions.list(ben, document.id(), PageRequest.first(1)));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> versions.get(ben, document.id(), 1));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> versions.content(ben, document.id(), 1));
        assertRefused(
                DocumentRefusal.NOT_FOUND,
                () -> versions.add(ben, document.id(), Fixtures.aNewDocument("a.txt", "x"), Expected.any()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> versions.restore(ben, document.id(), 1, Expected.any()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> versions.delete(ben, document.id(), 1));
    }

    private Document add(String text, Expected expected) {
        return versions.add(ana, document.id(), Fixtures.aNewDocument("other.pdf", text), expected);
    }

    private List<Integer> numbers() {
        return versions.list(ana, document.id(), PageRequest.first(10)).items().stream()
                .map(DocumentVersion::version)
                .toList();
    }

    private Quota quota() {
        return house.tenon.quotas().of(ana);
    }

    private void limitStorageTo(long bytes) {
        limit(bytes, 100);
    }

    private void limit(long bytes, long most) {
        house.storage.unitOfWork().run(() -> {
            house.storage.quotas().limit(ana.person().orElseThrow(), bytes, most, house.clock.instant());
            return bytes;
        });
    }

    static String text(DocumentContent content) throws IOException {
        try (InputStream bytes = content.bytes().open(0, content.document().fileSize())) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
