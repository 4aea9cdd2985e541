package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.documents.Shares;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final DocumentRight READ = DocumentRight.READ;
    private static final DocumentRight WRITE = DocumentRight.WRITE;

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final Shares shares = house.tenon.shares();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private final Actor cleo = house.aPerson("cleo@example.org");
    private final Document document = documents.upload(ana, Fixtures.aNewDocument("a.txt", "hello"));

    @Test
    void who_may_read_reads_and_does_nothing_else() {
        share(ana, ben, READ, null);

        assertThat(documents.get(ben, document.id())).isEqualTo(document);
        assertThat(house.tenon.documentVersions().get(ben, document.id(), 1).sha256())
                .isEqualTo(document.sha256());
        assertThat(withMe(ben)).containsExactly(document);
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> documents.update(ben, document.id(), DocumentPatch.name("b.txt"), Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> documents.delete(ben, document.id(), Expected.any()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(cleo, document.id()));
    }

    @Test
    void who_may_write_writes_on_the_owners_quota_but_does_not_delete() {
        share(ana, ben, WRITE, null);

        house.tenon.documentVersions().add(ben, document.id(), Fixtures.aNewDocument("b.txt", "again"), Expected.any());

        assertThat(house.tenon.quotas().of(ana).used()).isEqualTo(10);
        assertThat(house.tenon.quotas().of(ben).used()).isZero();
        assertRefused(RequestRefusal.FORBIDDEN, () -> documents.delete(ben, document.id(), Expected.any()));
    }

    @Test
    void a_share_ends_with_its_time() {
        Instant end = house.clock.instant().plus(Duration.ofDays(1));
        share(ana, ben, READ, end);

        house.clock.advance(Duration.ofDays(1));

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, document.id()));
        assertThat(withMe(ben)).isEmpty();
        assertRefused(RequestRefusal.INVALID, () -> share(ana, ben, READ, house.clock.instant()));
    }

    @Test
    void of_several_shares_the_strongest_counts() {
        OrganizationId acme = acme(ben);
        share(ana, ben, READ, null);
        shares.share(ana, document.id(), new NewShare(new Grantee.Members(acme), WRITE, null));

        documents.update(ben, document.id(), DocumentPatch.name("b.txt"), Expected.any());

        SharedDocument seen = shares.withMe(ben, PageRequest.first(10)).items().getFirst();
        assertThat(seen.right()).isEqualTo(WRITE);
        house.tenon.members().remove(cleo, acme, person(ben));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> documents.update(ben, document.id(), DocumentPatch.name("c.txt"), Expected.any()));
    }

    @Test
    void what_is_shared_on_is_no_more_and_no_longer_than_what_its_granter_has() {
        Instant end = house.clock.instant().plus(Duration.ofDays(2));
        share(ana, ben, READ, end);

        assertRefused(ShareRefusal.BEYOND_OWN, () -> share(ben, cleo, WRITE, null));
        assertRefused(ShareRefusal.BEYOND_OWN, () -> share(ben, cleo, READ, end.plusSeconds(1)));
        Share onward = share(ben, cleo, READ, null);

        assertThat(onward.expiresAt()).isEqualTo(end);
        assertThat(documents.get(cleo, document.id())).isEqualTo(document);
    }

    @Test
    void what_is_shared_on_ends_or_shrinks_with_what_it_rests_on() {
        Share first = share(ana, ben, WRITE, null);
        share(ben, cleo, WRITE, null);

        share(ana, ben, READ, null);
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> documents.update(cleo, document.id(), DocumentPatch.name("b.txt"), Expected.any()));

        shares.revoke(ana, document.id(), first.id().value());
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, document.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(cleo, document.id()));
    }

    @Test
    void what_a_member_shared_on_ends_with_the_membership() {
        OrganizationId acme = acme(ben);
        shares.share(ana, document.id(), new NewShare(new Grantee.Members(acme), READ, null));
        Actor dora = house.aPerson("dora@example.org");
        share(ben, dora, READ, null);
        assertThat(documents.get(dora, document.id())).isEqualTo(document);

        house.tenon.members().remove(cleo, acme, person(ben));

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(dora, document.id()));
    }

    @Test
    void what_a_member_shared_ends_when_the_document_leaves_the_organization() {
        OrganizationId acme = acme(ben);
        Document common =
                documents.upload(cleo, Fixtures.aNewDocument("a.txt", "hello").in(acme));
        Actor dora = house.aPerson("dora@example.org");
        shares.share(ben, common.id(), new NewShare(new Grantee.Person(person(dora)), WRITE, null));
        shares.share(cleo, common.id(), new NewShare(new Grantee.Person(person(ana)), READ, null));

        documents.move(cleo, common.id(), null, Expected.any());

        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(ben, common.id()));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> documents.get(dora, common.id()));
        assertThat(documents.get(ana, common.id()).id()).isEqualTo(common.id());
    }

    @Test
    void only_who_granted_it_or_the_owner_changes_a_share() {
        share(ana, ben, READ, null);
        share(ana, cleo, READ, null);

        assertRefused(ShareRefusal.ALREADY_SHARED, () -> share(ben, cleo, READ, null));
        assertRefused(
                ShareRefusal.NOT_FOUND,
                () -> shares.revoke(ben, document.id(), person(cleo).value()));
        assertThat(shares.list(ben, document.id(), PageRequest.first(10)).items())
                .isEmpty();
        assertThat(shares.list(ana, document.id(), PageRequest.first(10)).items())
                .hasSize(2);
        shares.revoke(cleo, document.id(), person(cleo).value());
        assertThat(shares.list(ana, document.id(), PageRequest.first(10)).items())
                .hasSize(1);
    }

    @Test
    void an_address_is_answered_alike_whether_or_not_somebody_has_it() {
        Grantee known = new Grantee.Address(new EmailAddress("ben@example.org"));
        Grantee unknown = new Grantee.Address(new EmailAddress("eve@example.org"));

        Share one = shares.share(ana, document.id(), new NewShare(known, READ, null));
        Share other = shares.share(ana, document.id(), new NewShare(unknown, READ, null));

        assertThat(one.with()).isEqualTo(known);
        assertThat(other.with()).isEqualTo(unknown);
        assertThat(documents.get(ben, document.id())).isEqualTo(document);
        Actor eve = house.aPerson("eve@example.org");
        assertThat(documents.get(eve, document.id())).isEqualTo(document);
        assertRefused(
                ShareRefusal.NOT_FOUND,
                () -> shares.revoke(ana, document.id(), person(ben).value()));
    }

    @Test
    void nothing_is_shared_with_its_owner_or_with_nobody() {
        assertRefused(ShareRefusal.WITH_OWNER, () -> share(ana, ana, READ, null));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> shares.share(
                        ana, document.id(), new NewShare(new Grantee.Person(new UserId(Fixtures.anId())), READ, null)));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> share(ben, cleo, READ, null));
    }

    private Share share(Actor actor, Actor with, DocumentRight right, @Nullable Instant end) {
        return shares.share(actor, document.id(), new NewShare(new Grantee.Person(person(with)), right, end));
    }

    private List<Document> withMe(Actor actor) {
        return shares.withMe(actor, PageRequest.first(10)).items().stream()
                .map(SharedDocument::document)
                .toList();
    }

    /** Run by Cleo; with Ben as a member. */
    private OrganizationId acme(Actor member) {
        OrganizationId acme = house.tenon
                .organizations()
                .create(cleo, NewOrganization.named("Acme"))
                .organization()
                .id();
        house.storage.organizationFixture().join(acme, person(member), MemberRole.MEMBER);
        return acme;
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
