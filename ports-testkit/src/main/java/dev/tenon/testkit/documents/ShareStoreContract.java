package dev.tenon.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.documents.spi.DocumentStore.Access;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of shares does. */
public abstract class ShareStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofDays(1));

    /** Makes organizations and members. */
    protected abstract OrganizationFixture organizations();

    @Test
    void finds_a_share_by_its_id_and_by_with_whom_it_is() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = aDocument(ana);
        OrganizationId acme = organizations().found(ana.id());
        Share person = put(document, new Grantee.Person(ben.id()), DocumentRight.READ, ana, null, LATER, ben.id());
        Share members = put(document, new Grantee.Members(acme), DocumentRight.WRITE, ana, null, null, null);
        Share address = put(document, anAddress("eve@example.org"), DocumentRight.READ, ana, null, null, null);
        Share known = put(document, new Grantee.Address(ben.email()), DocumentRight.READ, ana, null, null, ben.id());

        for (Share share : List.of(person, members, address, known)) {
            assertThat(store().find(document.id(), share.with())).contains(share);
            assertThat(store().find(document.id(), share.id().value())).contains(share);
        }
        assertThat(store().find(document.id(), ben.id().value())).contains(person);
        assertThat(store().find(document.id(), acme.value())).contains(members);
        assertThat(store().find(document.id(), Fixtures.anId())).isEmpty();
        assertThat(store().find(aDocument(ana).id(), ben.id().value())).isEmpty();
        assertThat(store().count(document.id())).isEqualTo(4);
        assertThat(store().isWith(known, ben.id())).isTrue();
        assertThat(store().isWith(members, ben.id())).isFalse();
        assertThat(store().list(document.id(), null, PageRequest.first(10)).items())
                .containsExactlyInAnyOrder(person, members, address, known);
        assertThat(store().list(document.id(), ben.id(), PageRequest.first(10)).items())
                .isEmpty();
    }

    @Test
    void the_strongest_that_reaches_somebody_counts_and_what_is_over_does_not() {
        Account ana = anAccount();
        Account ben = anAccount();
        Document document = aDocument(ana);
        OrganizationId acme = organizations().found(ana.id());
        assertThat(right(document, ben, START)).isEmpty();

        Share read = put(document, new Grantee.Person(ben.id()), DocumentRight.READ, ana, null, null, ben.id());
        Share write = put(document, new Grantee.Members(acme), DocumentRight.WRITE, ana, null, LATER, null);
        assertThat(store().strongest(document.id(), ben.id(), START)).contains(read);
        assertThat(right(document, ben, START)).contains(DocumentRight.READ);

        organizations().join(acme, ben.id(), MemberRole.MEMBER);
        assertThat(store().strongest(document.id(), ben.id(), START)).contains(write);
        assertThat(right(document, ben, START)).contains(DocumentRight.WRITE);
        assertThat(right(document, ben, LATER)).contains(DocumentRight.READ);
        SharedDocument seen =
                store().with(ben.id(), START, PageRequest.first(10)).items().getFirst();
        assertThat(seen.document()).isEqualTo(document);
        assertThat(seen.right()).isEqualTo(DocumentRight.WRITE);
        assertThat(seen.expiresAt()).isEqualTo(LATER);
        assertThat(store().with(ana.id(), START, PageRequest.first(10)).items())
                .as("what is one's own is not shared with one")
                .isEmpty();
    }

    @Test
    void what_rests_on_a_share_is_capped_and_goes_with_it() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account cleo = anAccount();
        Document document = aDocument(ana);
        Share first = put(document, new Grantee.Person(ben.id()), DocumentRight.WRITE, ana, null, null, ben.id());
        Share second =
                put(document, new Grantee.Person(cleo.id()), DocumentRight.WRITE, ben, first.id(), null, cleo.id());
        Share third = put(document, anAddress("eve@example.org"), DocumentRight.WRITE, cleo, second.id(), null, null);

        Share weaker =
                new Share(first.id(), document.id(), first.with(), DocumentRight.READ, ana.id(), null, START, LATER);
        change(() -> {
            store().put(weaker, ben.id());
            store().cap(weaker);
        });

        for (Share each : List.of(first, second, third)) {
            Share capped = store().find(document.id(), each.id().value()).orElseThrow();
            assertThat(capped.right()).isEqualTo(DocumentRight.READ);
            assertThat(capped.expiresAt()).isEqualTo(LATER);
        }
        assertThat(commit(() -> store().delete(first))).isEqualTo(3);
        assertThat(store().count(document.id())).isZero();
    }

    @Test
    void what_was_shared_on_as_a_member_goes_with_the_membership() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account cleo = anAccount();
        Document document = aDocument(ana);
        OrganizationId acme = organizations().found(ana.id());
        Share members = put(document, new Grantee.Members(acme), DocumentRight.READ, ana, null, null, null);
        put(document, new Grantee.Person(cleo.id()), DocumentRight.READ, ben, members.id(), null, cleo.id());

        assertThat(commit(() -> store().deleteGrantedAsMember(acme, cleo.id()))).isZero();
        assertThat(commit(() -> store().deleteGrantedAsMember(acme, ben.id()))).isEqualTo(1);
        assertThat(store().list(document.id(), null, PageRequest.first(10)).items())
                .containsExactly(members);
    }

    @Test
    void what_others_than_the_owner_granted_goes_with_what_rests_on_it() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account cleo = anAccount();
        Document document = aDocument(ana);
        Share own = put(document, new Grantee.Person(cleo.id()), DocumentRight.READ, ana, null, null, cleo.id());
        Share rests = put(document, anAddress("dora@example.org"), DocumentRight.READ, cleo, own.id(), null, null);
        Share others = put(document, new Grantee.Person(ben.id()), DocumentRight.READ, ben, null, null, ben.id());
        put(document, anAddress("eve@example.org"), DocumentRight.READ, ben, others.id(), null, null);

        assertThat(commit(() -> store().deleteGrantedByOthers(document.id(), ana.id())))
                .isEqualTo(2);
        assertThat(store().list(document.id(), null, PageRequest.first(10)).items())
                .containsExactlyInAnyOrder(own, rests);
    }

    @Test
    void what_is_shared_with_an_address_reaches_whoever_verified_it() {
        Account ana = anAccount();
        Account eve = anAccount();
        Document document = aDocument(ana);
        put(document, anAddress("eve@example.org"), DocumentRight.READ, ana, null, null, null);
        assertThat(right(document, eve, START)).isEmpty();

        change(() -> store().adopt(new EmailAddress("eve@example.org"), eve.id()));

        assertThat(right(document, eve, START)).contains(DocumentRight.READ);
    }

    private ShareStore store() {
        return storage.shares();
    }

    private Document aDocument(Account owner) {
        Document document = Fixtures.aDocument(owner.id());
        change(() -> storage.documents().insert(document));
        return document;
    }

    private Optional<DocumentRight> right(Document document, Account person, Instant now) {
        return storage.documents().find(document.id(), person.id(), now).map(Access::right);
    }

    private Share put(
            Document document,
            Grantee with,
            DocumentRight right,
            Account by,
            @Nullable ShareId parent,
            @Nullable Instant end,
            @Nullable UserId account) {
        Share share = new Share(new ShareId(Fixtures.anId()), document.id(), with, right, by.id(), parent, START, end);
        change(() -> store().put(share, account));
        return share;
    }

    private static Grantee anAddress(String address) {
        return new Grantee.Address(new EmailAddress(address));
    }
}
