package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsOfOrganizationsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private final Actor eve = house.aPerson("eve@example.org");
    private final OrganizationId acme = house.tenon
            .organizations()
            .create(ana, NewOrganization.named("Acme"))
            .organization()
            .id();

    DocumentsOfOrganizationsTest() {
        house.storage.organizationFixture().join(acme, ben.person().orElseThrow(), MemberRole.MEMBER);
    }

    @Test
    void a_member_uploads_into_the_organizations_quota_and_every_member_reads_it() {
        Document document = uploaded(ben, "hello");

        assertThat(document.organizationId()).isEqualTo(acme);
        assertThat(documents.get(ana, document.id())).isEqualTo(document);
        assertThat(listed(ana)).containsExactly(document);
        assertThat(listed(ben)).containsExactly(document);
        assertThat(quota(acme).used()).isEqualTo(5);
        assertThat(quota(acme).documentsUsed()).isEqualTo(1);
        assertThat(quota(person(ben)).used()).isZero();
        assertThat(documents
                        .list(ben, DocumentFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    @Test
    void to_others_neither_the_organization_nor_its_documents_exist() {
        Document document = uploaded(ben, "hello");

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> listed(eve));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> uploaded(eve, "x"));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(eve, document.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> house.tenon.trash().list(eve, acme, PageRequest.first(1)));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> house.tenon.trash().empty(eve, acme));
    }

    @Test
    void who_leaves_sees_nothing_from_the_next_request_on() {
        Document document = uploaded(ben, "hello");

        house.tenon.members().remove(ana, acme, person(ben));

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, document.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> uploaded(ben, "x"));
        assertThat(documents.get(ana, document.id())).isEqualTo(document);
    }

    @Test
    void members_write_what_others_brought_but_only_who_runs_it_deletes_it() {
        Document document = uploaded(ana, "hello");

        documents.update(ben, document.id(), DocumentPatch.name("b.txt"), Expected.any());
        house.tenon.documentVersions().add(ben, document.id(), Fixtures.aNewDocument("b.txt", "you"), Expected.any());

        assertThat(quota(acme).used()).isEqualTo(8);
        assertRefused(RequestRefusal.FORBIDDEN, () -> documents.delete(ben, document.id(), Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> documents.move(ben, document.id(), null, Expected.any()));
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> house.tenon.documentVersions().delete(ben, document.id(), 1));
        documents.delete(ana, document.id(), Expected.any());
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.trash().restore(ben, document.id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.trash().empty(ben, acme));
        assertThat(house.tenon.trash().list(ben, acme, PageRequest.first(1)).items())
                .hasSize(1);
        assertThat(house.tenon.trash().empty(ana, acme)).isEqualTo(1);
        assertThat(quota(acme).used()).isZero();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void who_brought_it_in_deletes_it_too() {
        Document document = uploaded(ben, "hello");

        documents.delete(ben, document.id(), Expected.any());

        assertThat(quota(acme).used()).isZero();
    }

    @Test
    void a_document_moves_with_all_its_versions_and_both_quotas_follow() {
        Document own = documents.upload(ben, Fixtures.aNewDocument("a.txt", "one"));
        house.tenon.documentVersions().add(ben, own.id(), Fixtures.aNewDocument("a.txt", "three"), Expected.any());

        Document moved = documents.move(ben, own.id(), acme, Expected.revision(2));

        assertThat(moved.organizationId()).isEqualTo(acme);
        assertThat(moved.revision()).isEqualTo(3);
        assertThat(quota(person(ben)).used()).isZero();
        assertThat(quota(person(ben)).documentsUsed()).isZero();
        assertThat(quota(acme).used()).isEqualTo(8);
        assertThat(documents.get(ana, own.id())).isEqualTo(moved);

        Document back = documents.move(ana, own.id(), null, Expected.any());

        assertThat(back.ownerId()).isEqualTo(person(ana));
        assertThat(quota(person(ana)).used()).isEqualTo(8);
        assertThat(quota(acme).used()).isZero();
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, own.id()));
    }

    @Test
    void a_move_that_does_not_fit_or_is_out_of_date_changes_nothing() {
        Document own = documents.upload(ben, Fixtures.aNewDocument("a.txt", "hello"));
        house.storage.unitOfWork().run(() -> {
            house.storage.quotas().limit(acme, 4L, null, house.clock.instant());
            return own;
        });

        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> documents.move(ben, own.id(), acme, Expected.any()));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> documents.move(ben, own.id(), acme, Expected.revision(7)));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> documents.move(eve, own.id(), acme, Expected.any()));
        assertThat(quota(person(ben)).used()).isEqualTo(5);
        assertThat(quota(acme).used()).isZero();
        assertThat(documents.get(ben, own.id())).isEqualTo(own);
    }

    @Test
    void an_organization_goes_with_its_trash() {
        Document document = uploaded(ben, "hello");
        assertThat(house.tenon.organizations().blockers(ana, acme)).hasSize(1);
        documents.delete(ana, document.id(), Expected.any());
        assertThat(house.tenon.organizations().blockers(ana, acme)).isEmpty();

        house.tenon.organizations().delete(ana, acme, Expected.any());
        house.runJobs();

        assertThat(house.blobs.count()).isZero();
    }

    private Document uploaded(Actor actor, String text) {
        return documents.upload(actor, Fixtures.aNewDocument("a.txt", text).in(acme));
    }

    private List<Document> listed(Actor actor) {
        return documents
                .list(actor, DocumentFilter.of(acme), PageRequest.first(10))
                .items();
    }

    private Quota quota(SubjectId subject) {
        return house.storage.quotas().find(subject).orElseThrow();
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
