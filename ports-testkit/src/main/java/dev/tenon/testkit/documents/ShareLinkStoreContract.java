package dev.tenon.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of links does. */
public abstract class ShareLinkStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofDays(1));

    /** Makes organizations and members. */
    protected abstract OrganizationFixture organizations();

    @Test
    void finds_a_link_by_its_id_and_by_its_digest() {
        Account ana = anAccount();
        Document document = aDocument(ana);
        ShareLink plain = insert(aLink(document, ana, null, null, null), digest('a'));
        ShareLink full = insert(aLink(document, ana, null, LATER, 3), digest('b'));

        assertThat(store().find(document.id(), plain.id())).contains(plain);
        assertThat(store().find(aDocument(ana).id(), plain.id())).isEmpty();
        assertThat(store().findByDigest(digest('b'))).contains(full);
        assertThat(store().findByDigest(digest('c'))).isEmpty();
        assertThat(store().countLive(document.id(), START)).isEqualTo(2);
        assertThat(store().list(document.id(), ana.id(), PageRequest.first(10)).items())
                .containsExactlyInAnyOrder(plain, full);
        assertThat(store().list(document.id(), anAccount().id(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    @Test
    void is_used_as_often_as_it_lets_and_not_after_its_end() {
        Account ana = anAccount();
        Document document = aDocument(ana);
        ShareLink twice = insert(aLink(document, ana, null, null, 2), digest('a'));
        ShareLink brief = insert(aLink(document, ana, null, LATER, null), digest('b'));

        assertThat(use(twice, START)).isTrue();
        assertThat(use(twice, LATER)).isTrue();
        assertThat(use(twice, LATER)).isFalse();
        assertThat(use(brief, LATER.minusMillis(1))).isTrue();
        assertThat(use(brief, LATER)).isFalse();

        ShareLink used = store().find(document.id(), twice.id()).orElseThrow();
        assertThat(used.downloads()).isEqualTo(2);
        assertThat(used.lastUsedAt()).isEqualTo(LATER);
        assertThat(used.state(LATER)).isEqualTo(ShareLink.State.EXHAUSTED);
    }

    @Test
    void only_links_that_work_count_and_of_a_document_the_older_ones_that_ended_are_forgotten() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = aDocument(ana);
        Share share = share(document, new Grantee.Person(ben.id()), ana, LATER, ben);
        ShareLink exhausted = insert(aLink(document, ana, null, null, 1), digest('a'));
        ShareLink revoked = insert(aLink(document, ana, null, null, null), digest('b'));
        ShareLink expired = insert(aLink(document, ana, null, LATER, null), digest('c'));
        ShareLink resting = insert(aLink(document, ben, share.id(), null, null), digest('d'));
        ShareLink live = insert(aLink(document, ana, null, null, null), digest('e'));
        assertThat(store().countLive(document.id(), START)).isEqualTo(5);
        use(exhausted, START);
        change(() -> store().revoke(revoked.id(), START));

        assertThat(store().countLive(document.id(), START)).isEqualTo(3);
        assertThat(store().countLive(document.id(), LATER)).isEqualTo(1);
        assertThat(commit(() -> store().deleteEnded(document.id(), 5, LATER))).isZero();
        assertThat(commit(() -> store().deleteEnded(document.id(), 0, START))).isEqualTo(2);
        assertThat(ids(document)).containsExactlyInAnyOrder(expired.id(), resting.id(), live.id());
        change(() -> store().deleteEnded(LATER.plusSeconds(1), 1_000));
        assertThat(ids(document)).as("also what rests on a share that ended").containsExactly(live.id());
    }

    private List<ShareLinkId> ids(Document document) {
        return store().list(document.id(), null, PageRequest.first(10)).items().stream()
                .map(ShareLink::id)
                .toList();
    }

    @Test
    void a_download_of_which_nothing_went_out_is_given_back() {
        Account ana = anAccount();
        ShareLink once = insert(aLink(aDocument(ana), ana, null, null, 1), digest('a'));
        use(once, START);

        assertThat(commit(() -> store().giveBack(once.id()))).isTrue();
        assertThat(commit(() -> store().giveBack(once.id()))).isFalse();

        assertThat(use(once, START)).isTrue();
        assertThat(use(once, START)).isFalse();
    }

    @Test
    void is_taken_back_once() {
        Account ana = anAccount();
        Document document = aDocument(ana);
        ShareLink link = insert(aLink(document, ana, null, null, null), digest('a'));

        assertThat(commit(() -> store().revoke(link.id(), START))).isTrue();
        assertThat(commit(() -> store().revoke(link.id(), LATER))).isFalse();

        assertThat(use(link, START)).isFalse();
        assertThat(store().find(document.id(), link.id()).orElseThrow().revokedAt())
                .isEqualTo(START);
    }

    @Test
    void ends_with_the_share_that_it_rests_on_and_goes_with_it() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = aDocument(ana);
        Share share = share(document, new Grantee.Person(ben.id()), ana, null, ben);
        ShareLink link = insert(aLink(document, ben, share.id(), null, null), digest('a'));
        assertThat(use(link, LATER)).isTrue();

        Share shortened =
                new Share(share.id(), document.id(), share.with(), DocumentRight.READ, ana.id(), null, START, LATER);
        change(() -> storage.shares().put(shortened, ben.id()));

        assertThat(store().find(document.id(), link.id()).orElseThrow().expiresAt())
                .isEqualTo(LATER);
        assertThat(use(link, LATER)).isFalse();
        change(() -> storage.shares().delete(share));
        assertThat(store().findByDigest(digest('a'))).isEmpty();
    }

    @Test
    void goes_with_its_document_and_stays_with_it_in_the_trash() {
        Account ana = anAccount();
        Document document = aDocument(ana);
        insert(aLink(document, ana, null, null, null), digest('a'));

        change(() -> storage.documents().trash(document.id(), START));
        assertThat(store().findByDigest(digest('a'))).isPresent();
        change(() -> storage.documents().purge(document.id()));

        assertThat(store().findByDigest(digest('a'))).isEmpty();
    }

    @Test
    void what_a_member_made_goes_with_the_membership() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = organizations().found(ana.id());
        Document own = aDocument(ana);
        Share members = share(own, new Grantee.Members(acme), ana, null, null);
        Document common = aDocument(ana);
        change(() -> storage.documents().move(common.id(), ana.id(), acme, START));
        insert(aLink(own, ben, members.id(), null, null), digest('a'));
        insert(aLink(common, ben, null, null, null), digest('b'));
        insert(aLink(aDocument(ben), ben, null, null, null), digest('c'));
        insert(aLink(common, ana, null, null, null), digest('d'));

        assertThat(commit(() -> store().deleteMadeAsMember(acme, ben.id()))).isEqualTo(2);

        assertThat(List.of('a', 'b', 'c', 'd'))
                .filteredOn(each -> store().findByDigest(digest(each)).isPresent())
                .containsExactly('c', 'd');
    }

    @Test
    void what_others_than_the_owner_made_goes() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = aDocument(ana);
        Share share = share(document, new Grantee.Person(ben.id()), ana, null, ben);
        insert(aLink(document, ana, null, null, null), digest('a'));
        insert(aLink(document, ben, null, null, null), digest('b'));
        insert(aLink(document, ben, share.id(), null, null), digest('c'));

        assertThat(commit(() -> store().deleteMadeByOthers(document.id(), ana.id())))
                .isEqualTo(1);

        assertThat(store().findByDigest(digest('b'))).isEmpty();
        assertThat(store().countLive(document.id(), START)).isEqualTo(2);
    }

    @Test
    void forgets_what_ended_a_batch_at_a_time() {
        Account ana = anAccount();
        Document document = aDocument(ana);
        insert(aLink(document, ana, null, START, null), digest('a'));
        ShareLink revoked = insert(aLink(document, ana, null, null, null), digest('b'));
        ShareLink usedUp = insert(aLink(document, ana, null, null, 1), digest('c'));
        ShareLink live = insert(aLink(document, ana, null, LATER, 2), digest('d'));
        change(() -> store().revoke(revoked.id(), START));
        use(usedUp, START);
        use(live, START);

        assertThat(commit(() -> store().deleteEnded(START, 10))).isZero();
        assertThat(commit(() -> store().deleteEnded(LATER, 2))).isEqualTo(2);
        assertThat(commit(() -> store().deleteEnded(LATER, 2))).isEqualTo(1);

        assertThat(store().countLive(document.id(), START)).isEqualTo(1);
        assertThat(store().findByDigest(digest('d'))).isPresent();
    }

    private ShareLinkStore store() {
        return storage.shareLinks();
    }

    private boolean use(ShareLink link, Instant now) {
        return commit(() -> store().use(link.id(), now));
    }

    private ShareLink insert(ShareLink link, String digest) {
        change(() -> store().insert(link, digest));
        return link;
    }

    private static ShareLink aLink(
            Document document,
            Account by,
            @Nullable ShareId parent,
            @Nullable Instant end,
            @Nullable Integer maxDownloads) {
        UUID id = Fixtures.anId();
        return new ShareLink(
                new ShareLinkId(id),
                document.id(),
                by.id(),
                parent,
                end == null ? null : "{fast}hash",
                end,
                maxDownloads,
                0,
                START,
                null,
                null);
    }

    private Document aDocument(Account owner) {
        Document document = Fixtures.aDocument(owner.id());
        change(() -> storage.documents().insert(document));
        return document;
    }

    private Share share(Document document, Grantee with, Account by, @Nullable Instant end, @Nullable Account account) {
        Share share = new Share(
                new ShareId(Fixtures.anId()), document.id(), with, DocumentRight.READ, by.id(), null, START, end);
        change(() -> storage.shares().put(share, account == null ? null : account.id()));
        return share;
    }

    private static String digest(char each) {
        return String.valueOf(each).repeat(64);
    }
}
