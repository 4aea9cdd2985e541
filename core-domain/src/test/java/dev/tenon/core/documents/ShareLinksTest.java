package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.IssuedShareLink;
import dev.tenon.ports.documents.LinkedDocument;
import dev.tenon.ports.documents.ListedShareLink;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.NewShareLink;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareLink.State;
import dev.tenon.ports.documents.ShareLinkRefusal;
import dev.tenon.ports.documents.ShareLinks;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareLinksTest {

    private static final String PASSWORD = "paper boats";

    private final TenonInMemory house = new TenonInMemory();
    private final Documents documents = house.tenon.documents();
    private final ShareLinks links = house.tenon.shareLinks();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private final Actor anybody = house.anonymous;
    private final Document document = documents.upload(ana, Fixtures.aNewDocument("a.txt", "hello"));

    @Test
    void anybody_who_has_a_link_sees_and_downloads_the_document_as_it_is_then() throws IOException {
        IssuedShareLink issued = link(ana, null, null, 3);
        house.tenon
                .documentVersions()
                .add(ana, document.id(), Fixtures.aNewDocument("a.txt", "hello again"), Expected.any());

        LinkedDocument seen = links.open(anybody, issued.token().text(), null);

        assertThat(seen).isEqualTo(new LinkedDocument("a.txt", 11, "text/plain", null, 3));
        assertThat(download(issued, null)).isEqualTo("hello again");
        assertThat(links.open(anybody, issued.token().text(), null).downloadsLeft())
                .isEqualTo(2);
    }

    @Test
    void P3_the_token_stands_behind_the_hash_and_only_its_digest_is_kept() {
        IssuedShareLink issued = link(ana, null, null, null);

        assertThat(issued.url().getRawFragment())
                .isEqualTo("token=" + issued.token().text());
        assertThat(issued.url().getRawQuery()).isNull();
        assertThat(issued.url().getPath()).isEqualTo("/share");
        assertThat(house.storage.shareLinks().findByDigest(house.secrets.digest(issued.token())))
                .contains(issued.link());
        assertThat(issued.toString()).doesNotContain(issued.token().text());
    }

    @Test
    void is_downloaded_by_no_more_often_than_it_lets() throws IOException {
        IssuedShareLink issued = link(ana, null, null, 2);

        download(issued, null);
        download(issued, null);

        assertClosed(issued, null);
        assertThat(states(ana)).containsExactly(State.EXHAUSTED);
    }

    @Test
    void a_download_that_cannot_be_opened_does_not_count() throws IOException {
        IssuedShareLink issued = link(ana, null, null, 1);
        house.blobs.setReadable(false);

        assertRefused(DocumentRefusal.STORAGE_UNAVAILABLE, () -> download(issued, null));
        assertThat(states(ana)).containsExactly(State.ACTIVE);
        house.blobs.setReadable(true);

        assertThat(download(issued, null)).isEqualTo("hello");
        assertClosed(issued, null);
    }

    @Test
    void asks_for_its_password() throws IOException {
        IssuedShareLink issued = link(ana, PASSWORD, null, null);

        assertClosed(issued, null);
        assertClosed(issued, "paper boots");
        assertThat(download(issued, PASSWORD)).isEqualTo("hello");
        assertThat(issued.link().passwordHash()).doesNotContain(PASSWORD);
    }

    @Test
    void a_password_for_a_link_that_never_was_costs_as_much() {
        String unknown = house.secrets.newToken(Token.SHARE_LINK).text();
        int before = house.passwords.verifications();

        assertRefused(ShareLinkRefusal.CLOSED, () -> links.open(anybody, unknown, PASSWORD));

        assertThat(house.passwords.verifications()).isEqualTo(before + 1);
        assertRefused(ShareLinkRefusal.CLOSED, () -> links.open(anybody, "tnl_mistyped", PASSWORD));
    }

    @Test
    void wrong_passwords_are_limited_for_the_link_whether_it_is_one_or_not() throws IOException {
        IssuedShareLink issued = link(ana, PASSWORD, null, null);
        download(issued, PASSWORD);
        for (String token : List.of(
                issued.token().text(), house.secrets.newToken(Token.SHARE_LINK).text())) {
            for (int count = 0; count < 10; count++) {
                assertRefused(ShareLinkRefusal.CLOSED, () -> links.open(anybody, token, "wrong one"));
            }
            assertRefused(ShareLinkRefusal.THROTTLED, () -> links.open(anybody, token, PASSWORD));
        }

        house.clock.advance(Duration.ofMinutes(20));

        assertThat(download(issued, PASSWORD)).isEqualTo("hello");
    }

    @Test
    void ends_with_its_time_and_when_it_is_taken_back() {
        IssuedShareLink timed = link(ana, null, now().plus(Duration.ofDays(1)), null);
        IssuedShareLink revoked = link(ana, null, null, null);

        links.revoke(ana, document.id(), revoked.link().id());
        house.clock.advance(Duration.ofDays(1));

        assertClosed(timed, null);
        assertClosed(revoked, null);
        assertThat(states(ana)).containsExactlyInAnyOrder(State.EXPIRED, State.REVOKED);
        assertRefused(
                ShareLinkRefusal.NOT_FOUND,
                () -> links.revoke(ana, document.id(), revoked.link().id()));
    }

    @Test
    void a_document_has_a_thousand_links_that_work_and_ended_ones_do_not_count() {
        IssuedShareLink last = link(ana, null, null, null);
        for (int count = 1; count < ShareLinks.MOST; count++) {
            last = link(ana, null, null, null);
        }
        assertRefused(ShareLinkRefusal.TOO_MANY, () -> link(ana, null, null, null));

        links.revoke(ana, document.id(), last.link().id());

        assertThat(link(ana, null, null, null).link().downloads()).isZero();
        assertRefused(ShareLinkRefusal.TOO_MANY, () -> link(ana, null, null, null));
    }

    @Test
    void nothing_new_is_shared_where_the_plan_has_no_sharing_and_what_is_stays() throws IOException {
        IssuedShareLink before = link(ana, null, null, null);
        Share withBen = share(ben, null);
        house.tenon
                .entitlementOverrides()
                .make(
                        house.operator,
                        NewOverride.denied(person(ana), PlanFeature.DOCUMENT_SHARING, "Abuse"),
                        Expected.any());

        assertRefused(ShareRefusal.NOT_IN_PLAN, () -> link(ana, null, null, null));
        assertRefused(ShareRefusal.NOT_IN_PLAN, () -> link(ben, null, null, null));
        assertRefused(ShareRefusal.NOT_IN_PLAN, () -> share(house.aPerson("eve@example.org"), null));

        assertThat(download(before, null)).isEqualTo("hello");
        house.tenon.shares().revoke(ana, document.id(), withBen.id().value());
    }

    @Test
    void an_organization_without_a_plan_shares() {
        OrganizationId acme = house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();
        documents.move(ana, document.id(), acme, Expected.any());

        assertThat(link(ana, null, null, null).link().downloads()).isZero();
        house.tenon
                .entitlementOverrides()
                .make(house.operator, NewOverride.denied(acme, PlanFeature.DOCUMENT_SHARING, "Abuse"), Expected.any());
        assertRefused(ShareRefusal.NOT_IN_PLAN, () -> link(ana, null, null, null));
    }

    @Test
    void what_ended_is_listed_for_a_month() {
        link(ana, null, now().plus(Duration.ofDays(1)), null);
        link(ana, null, null, null);

        house.clock.advance(Duration.ofDays(30));
        house.runJobs();
        assertThat(states(ana)).containsExactlyInAnyOrder(State.EXPIRED, State.ACTIVE);

        house.clock.advance(Duration.ofDays(2));
        house.runJobs();
        assertThat(states(ana)).containsExactly(State.ACTIVE);
    }

    @Test
    void who_may_read_makes_a_link_that_lasts_no_longer_than_they_may() throws IOException {
        Instant end = now().plus(Duration.ofDays(2));
        Share share = share(ben, end);

        assertRefused(ShareRefusal.BEYOND_OWN, () -> link(ben, null, end.plusSeconds(1), null));
        IssuedShareLink issued = link(ben, null, null, null);
        assertThat(issued.link().expiresAt()).isEqualTo(end);
        assertThat(download(issued, null)).isEqualTo("hello");
        assertThat(states(ben)).hasSize(1);
        assertThat(states(ana)).hasSize(1);

        house.tenon.shares().revoke(ana, document.id(), share.id().value());
        assertClosed(issued, null);
        assertRefused(DocumentRefusal.NOT_FOUND, () -> link(ben, null, null, null));
    }

    @Test
    void ends_earlier_when_the_share_that_it_rests_on_does() {
        share(ben, null);
        IssuedShareLink issued = link(ben, null, null, null);

        share(ben, now().plus(Duration.ofHours(1)));
        house.clock.advance(Duration.ofHours(1));

        assertClosed(issued, null);
    }

    @Test
    void of_others_only_the_owner_sees_and_ends_it() {
        share(ben, null);
        IssuedShareLink anas = link(ana, null, null, null);
        IssuedShareLink bens = link(ben, null, null, null);

        assertThat(states(ben)).hasSize(1);
        assertRefused(
                ShareLinkRefusal.NOT_FOUND,
                () -> links.revoke(ben, document.id(), anas.link().id()));
        links.revoke(ana, document.id(), bens.link().id());

        assertClosed(bens, null);
    }

    @Test
    void works_not_in_the_trash_and_goes_with_it() throws IOException {
        IssuedShareLink issued = link(ana, null, null, null);

        documents.delete(ana, document.id(), Expected.any());
        assertClosed(issued, null);
        house.tenon.trash().restore(ana, document.id());
        assertThat(download(issued, null)).isEqualTo("hello");

        documents.delete(ana, document.id(), Expected.any());
        house.tenon.trash().delete(ana, document.id());
        assertClosed(issued, null);
    }

    @Test
    void what_a_member_made_ends_with_the_membership_and_when_the_document_leaves() throws IOException {
        OrganizationId acme = house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();
        house.storage.organizationFixture().join(acme, person(ben), MemberRole.MEMBER);
        documents.move(ana, document.id(), acme, Expected.any());
        IssuedShareLink first = link(ben, null, null, null);
        assertThat(download(first, null)).isEqualTo("hello");

        house.tenon.members().remove(ana, acme, person(ben));
        assertClosed(first, null);

        house.storage.organizationFixture().join(acme, person(ben), MemberRole.MEMBER);
        assertClosed(first, null);
        IssuedShareLink second = link(ben, null, null, null);
        IssuedShareLink anas = link(ana, null, null, null);
        documents.move(ana, document.id(), null, Expected.any());
        assertClosed(second, null);
        assertThat(download(anas, null)).isEqualTo("hello");
    }

    @Test
    void S3_a_link_of_who_is_banned_does_not_open() {
        IssuedShareLink issued = link(ana, null, null, null);
        Actor admin = house.anAdmin("root@example.org");

        house.tenon.accounts().update(admin, person(ana), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertClosed(issued, null);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertRefused(RequestRefusal.INVALID, () -> link(ana, "short", null, null));
        assertRefused(RequestRefusal.INVALID, () -> link(ana, null, now(), null));
        assertRefused(RequestRefusal.INVALID, () -> link(ana, null, null, 0));
        assertRefused(RequestRefusal.INVALID, () -> link(ana, null, null, 1_000_001));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> link(ben, null, null, null));
    }

    @Test
    void U1_making_downloading_and_ending_are_recorded() throws IOException {
        IssuedShareLink issued = link(ana, null, null, null);
        download(issued, null);
        links.revoke(ana, document.id(), issued.link().id());

        assertThat(house.auditedActions())
                .containsSubsequence("document.link-created", "document.link-downloaded", "document.link-revoked");
    }

    private IssuedShareLink link(
            Actor actor, @Nullable String password, @Nullable Instant end, @Nullable Integer maxDownloads) {
        return links.create(actor, document.id(), new NewShareLink(password, end, maxDownloads));
    }

    private Share share(Actor with, @Nullable Instant end) {
        Grantee grantee = new Grantee.Person(person(with));
        return house.tenon.shares().share(ana, document.id(), new NewShare(grantee, DocumentRight.READ, end));
    }

    private String download(IssuedShareLink issued, @Nullable String password) throws IOException {
        try (InputStream bytes =
                links.download(anybody, issued.token().text(), password).bytes().open(0, 1 << 20)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertClosed(IssuedShareLink issued, @Nullable String password) {
        String token = issued.token().text();
        assertRefused(ShareLinkRefusal.CLOSED, () -> links.open(anybody, token, password));
        assertRefused(ShareLinkRefusal.CLOSED, () -> links.download(anybody, token, password));
    }

    private List<State> states(Actor actor) {
        return links.list(actor, document.id(), PageRequest.first(10)).items().stream()
                .map(ListedShareLink::state)
                .toList();
    }

    private Instant now() {
        return house.clock.instant();
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
