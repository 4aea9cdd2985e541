package dev.tenon.testkit.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.documents.spi.UploadStore.UploadPart;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of uploads does. */
public abstract class UploadStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));
    private static final Instant EXPIRES = START.plus(Duration.ofHours(24));
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    /** Makes members. */
    protected abstract OrganizationFixture organizations();

    @Test
    void keeps_an_upload_as_it_was_given() {
        Account ana = anAccount();
        OrganizationId acme = anOrganization(ana);
        DocumentId document = new DocumentId(Fixtures.anId());
        Upload upload = new Upload(
                new UploadId(Fixtures.anId()),
                ana.id(),
                acme,
                document,
                "a.txt",
                "text/plain",
                "filename YS50eHQ=",
                5,
                0,
                UploadStatus.OPEN,
                null,
                START,
                EXPIRES);
        Running running = new Running(upload, Fixtures.anId(), 7L, 0, null);

        change(() -> uploads().insert(running));

        assertThat(lock(upload.id())).isEqualTo(running);
        assertThat(uploads().find(upload.id(), ana.id())).contains(upload);
        assertThat(uploads().find(upload.id(), anAccount().id())).isEmpty();
        assertThat(uploads().find(new UploadId(Fixtures.anId()), ana.id())).isEmpty();
        assertThat(commit(() -> uploads().lock(new UploadId(Fixtures.anId())))).isEmpty();
    }

    @Test
    void lists_the_uploads_of_a_person_the_newest_first() {
        Account ana = anAccount();
        Upload first = begun(ana, START).upload();
        Upload second = begun(ana, LATER).upload();
        Upload third = begun(ana, LATER).upload();
        begun(anAccount(), LATER);

        Page<Upload> page = uploads().list(ana.id(), PageRequest.first(2));

        assertThat(page.items()).containsExactly(third, second);
        assertThat(uploads()
                        .list(ana.id(), new PageRequest(2, page.nextPosition()))
                        .items())
                .containsExactly(first);
        assertThat(uploads().countOpen(ana.id())).isEqualTo(3);
    }

    @Test
    void parts_are_added_one_behind_the_other() {
        Running running = begun(anAccount(), START);
        UploadId id = running.upload().id();

        assertThat(begin(id, 1, aBlobKey(), 0)).isEmpty();
        UploadPart first = part(0, 3);
        assertThat(add(id, 1, first)).isTrue();
        assertThat(begin(id, 2, aBlobKey(), 3)).isEmpty();
        assertThat(uploads().countParts(id)).as("one is being written").isEqualTo(1);
        UploadPart second = part(3, 2);
        assertThat(commit(() -> uploads().add(id, 2, second, EXPIRES.plusSeconds(60), LATER)))
                .isTrue();

        assertThat(uploads().parts(id)).extracting(UploadPart::start).containsExactly(0L, 3L);
        Running whole = lock(id);
        assertThat(whole.upload().received()).isEqualTo(5);
        assertThat(whole.upload().expiresAt()).isEqualTo(EXPIRES.plusSeconds(60));
        assertThat(whole.attempt()).isEqualTo(2);
        assertThat(whole.busyUntil()).isEqualTo(LATER);
    }

    @Test
    void who_was_taken_over_adds_nothing_and_the_part_is_forgotten() {
        UploadId id = begun(anAccount(), START).upload().id();
        BlobKey lost = aBlobKey();
        begin(id, 1, lost, 0);

        assertThat(uploads().isCurrent(id, 1)).isTrue();
        assertThat(begin(id, 2, aBlobKey(), 0)).containsExactly(lost);

        assertThat(uploads().isCurrent(id, 1)).isFalse();
        assertThat(uploads().isCurrent(id, 2)).isTrue();
        assertThat(add(id, 1, part(0, 3))).isFalse();
        assertThat(commit(() -> uploads().forgetPart(id, 1))).isFalse();
        assertThat(commit(() -> uploads().busy(id, 1, LATER))).isFalse();
        assertThat(add(id, 2, part(1, 3))).as("a gap").isFalse();
        assertThat(uploads().parts(id)).isEmpty();
        assertThat(commit(() -> uploads().forgetPart(id, 2))).isTrue();
        assertThat(commit(() -> uploads().forgetPart(id, 2))).isFalse();
    }

    @Test
    void of_twenty_who_add_a_part_under_one_attempt_one_does() {
        UploadId id = begun(anAccount(), START).upload().id();
        BlobKey key = aBlobKey();
        begin(id, 1, key, 0);

        List<Boolean> added = Race.of(20, number -> add(id, 1, new UploadPart(0, new StoredBlob(key, 3, SHA256))));

        assertThat(added).containsOnlyOnce(true).hasSize(20);
        assertThat(lock(id).upload().received()).isEqualTo(3);
    }

    @Test
    void no_sweep_takes_a_part_for_an_orphan() {
        UploadId id = begun(anAccount(), START).upload().id();
        BlobKey written = aBlobKey();
        BlobKey being = aBlobKey();
        BlobKey orphan = aBlobKey();
        begin(id, 1, written, 0);
        add(id, 1, new UploadPart(0, new StoredBlob(written, 3, SHA256)));
        begin(id, 2, being, 3);

        assertThat(storage.quotas().unknown(List.of(written, orphan, being))).containsExactly(orphan);
    }

    @Test
    void what_an_upload_reserved_is_given_back_with_it_and_not_by_the_clock() {
        Account ana = anAccount();
        change(() -> storage.quotas().open(Fixtures.anId(), ana.id(), 100L, 10L, START));
        Hold hold = Fixtures.aHold(ana.id(), 5);
        change(() -> {
            storage.quotas().reserve(hold, START);
            uploads().insert(new Running(upload(ana, START), hold.id(), null, 0, null));
        });

        assertThat(commit(() -> storage.quotas().lockExpiredHolds(EXPIRES, 1_000)))
                .doesNotContain(hold);
    }

    @Test
    void an_upload_that_ended_gives_its_parts_back_once_and_takes_no_more() {
        Account ana = anAccount();
        UploadId id = begun(ana, START).upload().id();
        BlobKey written = aBlobKey();
        BlobKey being = aBlobKey();
        begin(id, 1, written, 0);
        add(id, 1, new UploadPart(0, new StoredBlob(written, 3, SHA256)));
        begin(id, 2, being, 3);

        assertThat(end(id, UploadStatus.TERMINATED, null)).containsExactlyInAnyOrder(written, being);
        assertThat(end(id, UploadStatus.EXPIRED, null)).isEmpty();

        assertThat(lock(id).upload().status()).isEqualTo(UploadStatus.TERMINATED);
        assertThat(uploads().isCurrent(id, 2)).isFalse();
        assertThat(add(id, 2, part(3, 1))).isFalse();
        assertThat(uploads().countOpen(ana.id())).isZero();
    }

    @Test
    void a_document_is_named_by_the_upload_it_was() {
        Account ana = anAccount();
        UploadId id = begun(ana, START).upload().id();
        DocumentId document = new DocumentId(Fixtures.anId());

        end(id, UploadStatus.DONE, document);

        Upload done = uploads().find(id, ana.id()).orElseThrow();
        assertThat(done.status()).isEqualTo(UploadStatus.DONE);
        assertThat(done.documentId()).isEqualTo(document);
    }

    @Test
    void finds_what_is_whole_and_nobody_is_at() {
        UploadId whole = begun(anAccount(), START).upload().id();
        UploadId half = begun(anAccount(), START).upload().id();
        begin(half, 1, aBlobKey(), 0);
        add(half, 1, part(0, 3));
        begin(whole, 1, aBlobKey(), 0);
        commit(() -> uploads().add(whole, 1, part(0, 5), EXPIRES, LATER));

        assertThat(uploads().complete(START, 1_000)).doesNotContain(whole, half);
        assertThat(uploads().complete(LATER, 1_000)).contains(whole).doesNotContain(half);
        assertThat(commit(() -> uploads().busy(whole, 1, LATER.plusSeconds(1)))).isTrue();
        assertThat(uploads().complete(LATER, 1_000)).doesNotContain(whole);
        end(whole, UploadStatus.DONE, new DocumentId(Fixtures.anId()));
        assertThat(uploads().complete(EXPIRES, 1_000)).doesNotContain(whole);
    }

    @Test
    void what_expired_is_given_to_one_of_many_at_once() {
        UploadId id = begun(anAccount(), START).upload().id();
        assertThat(expired(EXPIRES.minusSeconds(1))).doesNotContain(id);

        List<Boolean> ended = Race.of(
                8,
                number -> commit(() -> {
                    List<UploadId> mine = uploads().lockExpired(EXPIRES, 1_000).stream()
                            .map(each -> each.upload().id())
                            .toList();
                    mine.forEach(each -> uploads().end(each, UploadStatus.EXPIRED, null, EXPIRES));
                    return mine.contains(id);
                }));

        assertThat(ended).containsOnlyOnce(true);
        assertThat(expired(EXPIRES)).doesNotContain(id);
    }

    @Test
    void what_somebody_makes_a_document_of_does_not_expire_meanwhile() {
        UploadId id = begun(anAccount(), START).upload().id();
        change(() -> uploads().begin(id, 1, aBlobKey(), 0, EXPIRES.plusSeconds(1)));

        assertThat(expired(EXPIRES)).doesNotContain(id);
        assertThat(expired(EXPIRES.plusSeconds(1))).contains(id);
    }

    private List<UploadId> expired(Instant now) {
        return commit(() -> uploads().lockExpired(now, 1_000)).stream()
                .map(each -> each.upload().id())
                .toList();
    }

    @Test
    void finds_what_is_on_its_way_into_an_organization() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = anOrganization(ana);
        UploadId anas = into(acme, ana);
        UploadId bens = into(acme, ben);
        begun(ana, START);

        assertThat(commit(() -> uploads().lockInto(acme, null, 10)))
                .extracting(each -> each.upload().id())
                .containsExactlyInAnyOrder(anas, bens);
        assertThat(commit(() -> uploads().lockInto(acme, ben.id(), 10)))
                .extracting(each -> each.upload().id())
                .containsExactly(bens);
        end(bens, UploadStatus.TERMINATED, null);
        assertThat(commit(() -> uploads().lockInto(acme, ben.id(), 10))).isEmpty();
    }

    @Test
    void of_one_document_a_person_has_one_version_open() {
        Account ana = anAccount();
        DocumentId document = aDocument(ana);
        UploadId first = versionOf(document, ana);
        UploadId others = versionOf(document, anAccount());

        assertThatThrownBy(() -> versionOf(document, ana)).isInstanceOf(RuntimeException.class);

        assertThat(commit(() -> uploads().lockVersionOf(document, ana.id())))
                .map(each -> each.upload().id())
                .contains(first);
        assertThat(ids(() -> uploads().lockVersionsOf(document))).containsExactlyInAnyOrder(first, others);
        end(first, UploadStatus.TERMINATED, null);
        assertThat(commit(() -> uploads().lockVersionOf(document, ana.id()))).isEmpty();
        assertThat(ids(() -> uploads().lockVersionsOf(document))).containsExactly(others);
        assertThat(versionOf(document, ana)).isNotEqualTo(first);
    }

    @Test
    void finds_versions_on_their_way_whose_senders_may_not_write_any_more() {
        Account ana = anAccount();
        Account writer = anAccount();
        Account reader = anAccount();
        Account late = anAccount();
        Account member = anAccount();
        OrganizationId acme = anOrganization(ana);
        organizations().join(acme, member.id(), MemberRole.MEMBER);
        DocumentId document = aDocument(ana);
        share(document, new Grantee.Person(writer.id()), DocumentRight.WRITE, ana, null);
        share(document, new Grantee.Person(reader.id()), DocumentRight.READ, ana, null);
        share(document, new Grantee.Person(late.id()), DocumentRight.WRITE, ana, LATER);
        share(document, new Grantee.Members(acme), DocumentRight.WRITE, ana, null);
        UploadId anas = versionOf(document, ana);
        UploadId writers = versionOf(document, writer);
        UploadId readers = versionOf(document, reader);
        UploadId lates = versionOf(document, late);
        UploadId members = versionOf(document, member);
        begun(reader, START);

        assertThat(ids(() -> uploads().lockBarred(document, START))).containsExactly(readers);
        assertThat(ids(() -> uploads().lockBarred(document, LATER))).containsExactlyInAnyOrder(readers, lates);
        assertThat(ids(() -> uploads().lockBarred(LATER, 1_000)))
                .contains(readers, lates)
                .doesNotContain(anas, writers, members);

        change(() -> storage.documents().trash(document, START));
        assertThat(ids(() -> uploads().lockBarred(document, START))).hasSize(5);
        end(readers, UploadStatus.REFUSED, null);
        assertThat(ids(() -> uploads().lockBarred(document, START))).hasSize(4);
    }

    private List<UploadId> ids(Supplier<List<Running>> locked) {
        return commit(locked).stream().map(each -> each.upload().id()).toList();
    }

    private DocumentId aDocument(Account owner) {
        Document document = Fixtures.aDocument(owner.id());
        change(() -> storage.documents().insert(document));
        return document.id();
    }

    private void share(DocumentId document, Grantee with, DocumentRight right, Account by, @Nullable Instant end) {
        Share share = new Share(new ShareId(Fixtures.anId()), document, with, right, by.id(), null, START, end);
        change(() -> storage.shares().put(share, with instanceof Grantee.Person person ? person.id() : null));
    }

    private UploadId versionOf(DocumentId document, Account person) {
        Upload upload = new Upload(
                new UploadId(Fixtures.anId()),
                person.id(),
                null,
                document,
                "a.txt",
                null,
                null,
                5,
                0,
                UploadStatus.OPEN,
                null,
                START,
                EXPIRES);
        change(() -> uploads().insert(new Running(upload, Fixtures.anId(), 1L, 0, null)));
        return upload.id();
    }

    @Test
    void forgets_what_ended_long_ago() {
        Account ana = anAccount();
        UploadId ended = begun(ana, START).upload().id();
        UploadId open = begun(ana, START).upload().id();
        end(ended, UploadStatus.TERMINATED, null);

        change(() -> assertThat(uploads().forgetEnded(LATER, 1_000)).isZero());
        change(() -> uploads().forgetEnded(LATER.plusSeconds(1), 1_000));

        assertThat(uploads().list(ana.id(), PageRequest.first(10)).items())
                .extracting(Upload::id)
                .containsExactly(open);
    }

    private UploadStore uploads() {
        return storage.uploads();
    }

    private Running begun(Account person, Instant now) {
        Running running = new Running(upload(person, now), Fixtures.anId(), null, 0, null);
        change(() -> uploads().insert(running));
        return running;
    }

    private static Upload upload(Account person, Instant now) {
        return upload(person, null, now);
    }

    private static Upload upload(Account person, @Nullable OrganizationId organization, Instant now) {
        return new Upload(
                new UploadId(Fixtures.anId()),
                person.id(),
                organization,
                null,
                "a.txt",
                null,
                null,
                5,
                0,
                UploadStatus.OPEN,
                null,
                now,
                EXPIRES);
    }

    private UploadId into(OrganizationId organization, Account person) {
        Upload upload = upload(person, organization, START);
        change(() -> uploads().insert(new Running(upload, Fixtures.anId(), null, 0, null)));
        return upload.id();
    }

    private static UploadPart part(long start, long size) {
        return new UploadPart(start, new StoredBlob(aBlobKey(), size, SHA256));
    }

    private List<BlobKey> begin(UploadId id, long attempt, BlobKey key, long start) {
        return commit(() -> {
            uploads().lock(id);
            return uploads().begin(id, attempt, key, start, null);
        });
    }

    private boolean add(UploadId id, long attempt, UploadPart part) {
        return commit(() -> uploads().add(id, attempt, part, EXPIRES, null));
    }

    private List<BlobKey> end(UploadId id, UploadStatus status, @Nullable DocumentId document) {
        return commit(() -> {
            uploads().lock(id);
            return new ArrayList<>(uploads().end(id, status, document, LATER));
        });
    }

    private Running lock(UploadId id) {
        return commit(() -> uploads().lock(id).orElseThrow());
    }

    private OrganizationId anOrganization(Account owner) {
        return commit(() -> {
            Organization organization = Fixtures.anOrganization(owner.id(), "acme-" + UUID.randomUUID(), START);
            storage.organizations().insertIfAbsent(organization, Fixtures.anId());
            return organization.id();
        });
    }
}
