package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadPiece.Algorithm;
import dev.tenon.ports.documents.UploadPiece.Checksum;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UploadsTest {

    private static final int MIB = 1 << 20;

    private final TenonInMemory house = new TenonInMemory();
    private final Uploads uploads = house.tenon.uploads();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void an_upload_in_one_piece_becomes_a_document_without_being_copied() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("C:\\temp\\Report.PDF", 5));
        assertThat(quota().reserved()).isEqualTo(5);

        Upload done = append(upload, 0, "hello");

        assertThat(done.status()).isEqualTo(UploadStatus.DONE);
        Document document = document(done);
        assertThat(document.fileName()).isEqualTo("Report.PDF");
        assertThat(document.mediaType()).isEqualTo("application/pdf");
        assertThat(document.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(read(document)).isEqualTo("hello");
        assertThat(house.blobs.count()).isEqualTo(1);
        assertThat(quota()).isEqualTo(new Quota(ana.person().orElseThrow(), 5, 0, 1L << 30, 1, 0, 100L));
        assertThat(uploads.get(ana, upload.id())).isEqualTo(done);
        house.runJobs();
        assertThat(read(document))
                .as("no job deletes the content with the part")
                .isEqualTo("hello");
    }

    @Test
    void an_upload_in_pieces_becomes_one_document_of_all_of_them() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 11));

        assertThat(append(upload, 0, "hel").received()).isEqualTo(3);
        assertThat(append(upload, 3, "lo w").received()).isEqualTo(7);
        assertThat(uploads.get(ana, upload.id()).status()).isEqualTo(UploadStatus.OPEN);
        assertThat(documents()).isEmpty();
        Upload done = append(upload, 7, "orld");

        assertThat(read(document(done))).isEqualTo("hello world");
        house.runJobs();
        assertThat(house.blobs.count()).as("the parts go").isEqualTo(1);
        assertThat(quota().used()).isEqualTo(11);
        assertThat(quota().reserved()).isZero();
    }

    @Test
    void a_long_piece_is_durable_part_by_part() {
        int size = 24 * MIB;
        Upload upload = uploads.create(ana, NewUpload.of("a.bin", size));
        InputStream broken = new SequenceInputStream(zeros(20 * MIB), new BrokenStream());

        Upload half = uploads.append(ana, upload.id(), new UploadPiece(0, (long) size, null, broken));
        assertThat(half.received()).isEqualTo(20L * MIB);
        assertThat(house.blobs.count()).as("one of 16 MiB and one of 4").isEqualTo(2);

        Upload done = uploads.append(ana, upload.id(), new UploadPiece(half.received(), null, null, zeros(4 * MIB)));
        assertThat(document(done).fileSize()).isEqualTo(size);
    }

    @Test
    void what_came_before_a_connection_broke_is_kept() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        InputStream broken = new SequenceInputStream(bytes("hel"), new BrokenStream());

        Upload half = uploads.append(ana, upload.id(), new UploadPiece(0, 5L, null, broken));

        assertThat(half.received()).isEqualTo(3);
        assertThat(read(document(append(upload, 3, "lo")))).isEqualTo("hello");
    }

    @Test
    void a_connection_that_breaks_at_once_changes_nothing() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));

        Upload same = uploads.append(ana, upload.id(), new UploadPiece(0, 5L, null, new BrokenStream()));

        assertThat(same.received()).isZero();
        assertThat(house.blobs.count()).isZero();
        assertThat(append(upload, 0, "").received()).isZero();
        assertThat(append(upload, 0, "hello").status()).isEqualTo(UploadStatus.DONE);
    }

    @Test
    void a_piece_from_another_place_is_refused_and_nothing_moves() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hel");

        assertRefused(UploadRefusal.OFFSET_MISMATCH, () -> append(upload, 0, "hel"));
        assertRefused(UploadRefusal.OFFSET_MISMATCH, () -> append(upload, 4, "o"));

        assertThat(uploads.get(ana, upload.id()).received()).isEqualTo(3);
    }

    @Test
    void more_bytes_than_were_announced_are_refused_and_none_of_them_is_kept() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));

        assertRefused(UploadRefusal.BEYOND_SIZE, () -> append(upload, 0, "hello!"));
        assertRefused(
                UploadRefusal.BEYOND_SIZE,
                () -> uploads.append(ana, upload.id(), new UploadPiece(0, null, null, bytes("hello!"))));

        assertThat(uploads.get(ana, upload.id()).received()).isZero();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void a_piece_with_a_checksum_is_kept_whole_or_not_at_all() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        Checksum sha1 = new Checksum(Algorithm.SHA1, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
        Checksum md5 = new Checksum(Algorithm.MD5, "5d41402abc4b2a76b9719d911017c592");
        InputStream broken = new SequenceInputStream(bytes("hel"), new BrokenStream());

        assertRefused(UploadRefusal.CHECKSUM_MISMATCH, () -> append(upload, "hellO", sha1));
        assertRefused(UploadRefusal.CHECKSUM_MISMATCH, () -> append(upload, "hellO", md5));
        assertRefused(
                UploadRefusal.CHECKSUM_MISMATCH,
                () -> uploads.append(ana, upload.id(), new UploadPiece(0, 5L, sha1, broken)));
        assertThat(uploads.get(ana, upload.id()).received()).isZero();
        assertThat(house.blobs.count()).isZero();

        assertThat(append(upload, "hello", sha1).status()).isEqualTo(UploadStatus.DONE);
        Upload another = uploads.create(ana, NewUpload.of("a.txt", 5));
        assertThat(append(another, "hello", md5).status()).isEqualTo(UploadStatus.DONE);
    }

    @Test
    void repeating_the_last_piece_tells_of_the_document_again() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        Upload done = append(upload, 0, "hello");

        assertThat(append(upload, 5, "")).isEqualTo(done);
        assertRefused(UploadRefusal.OFFSET_MISMATCH, () -> append(upload, 0, "hello"));
        assertThat(documents()).hasSize(1);
    }

    @Test
    void for_others_there_is_no_upload() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));

        assertRefused(UploadRefusal.NOT_FOUND, () -> uploads.get(ben, upload.id()));
        assertRefused(UploadRefusal.NOT_FOUND, () -> uploads.terminate(ben, upload.id()));
        assertRefused(
                UploadRefusal.NOT_FOUND,
                () -> uploads.append(ben, upload.id(), new UploadPiece(0, 5L, null, bytes("hello"))));
        assertRefused(UploadRefusal.NOT_FOUND, () -> uploads.get(ana, new UploadId(Fixtures.anId())));
        assertThat(uploads.list(ben, PageRequest.first(10)).items()).isEmpty();
        assertThat(uploads.list(ana, PageRequest.first(10)).items()).containsExactly(upload);
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> uploads.list(house.anonymous, PageRequest.first(10)));
    }

    @Test
    void the_whole_size_is_reserved_from_the_beginning() {
        grant(10);

        uploads.create(ana, NewUpload.of("a.txt", 6));

        assertRefused(QuotaRefusal.STORAGE_EXCEEDED, () -> uploads.create(ana, NewUpload.of("b.txt", 5)));
        assertRefused(
                QuotaRefusal.STORAGE_EXCEEDED,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("b.txt", "hello")));
        assertThat(uploads.create(ana, NewUpload.of("b.txt", 4)).received()).isZero();
    }

    @Test
    void what_no_plan_takes_is_refused_before_a_byte_is_sent() {
        assertRefused(DocumentRefusal.TOO_LARGE, () -> uploads.create(ana, NewUpload.of("a.txt", 26_214_401)));
        assertRefused(DocumentRefusal.EMPTY, () -> uploads.create(ana, NewUpload.of("a.txt", 0)));
        assertRefused(RequestRefusal.INVALID, () -> uploads.create(ana, NewUpload.of(" ", 1)));
        assertRefused(RequestRefusal.INVALID, () -> uploads.create(ana, NewUpload.of("a".repeat(256), 1)));
        assertRefused(
                RequestRefusal.INVALID,
                () -> uploads.create(ana, new NewUpload(null, null, Expected.any(), "a", null, "a ".repeat(2_049), 1)));

        assertThat(quota().reserved()).isZero();
    }

    @Test
    void a_hundred_are_open_at_once_and_no_more() {
        for (int index = 0; index < Uploads.MOST_OPEN; index++) {
            uploads.create(ben, NewUpload.of("a.txt", 1));
        }
        UploadId last = uploads.list(ben, PageRequest.first(1)).items().get(0).id();

        assertRefused(UploadRefusal.TOO_MANY_OPEN, () -> uploads.create(ben, NewUpload.of("a.txt", 1)));
        uploads.terminate(ben, last);
        assertThat(uploads.create(ben, NewUpload.of("a.txt", 1)).status()).isEqualTo(UploadStatus.OPEN);
    }

    @Test
    void an_upload_comes_in_a_thousand_pieces_and_no_more() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 1_001));
        for (int index = 0; index < Uploads.MOST_PIECES; index++) {
            append(upload, index, "x");
        }

        assertRefused(UploadRefusal.TOO_MANY_PIECES, () -> append(upload, 1_000, "x"));
    }

    @Test
    void giving_up_frees_the_space_at_once_and_the_bytes_soon() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hel");

        uploads.terminate(ana, upload.id());

        assertThat(quota().reserved()).isZero();
        assertThat(quota().documentsReserved()).isZero();
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(ana, upload.id()));
        assertRefused(UploadRefusal.ENDED, () -> append(upload, 3, "lo"));
        assertRefused(UploadRefusal.ENDED, () -> uploads.terminate(ana, upload.id()));
        house.runJobs();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void a_document_is_not_given_up_with_its_upload() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hello");

        assertRefused(UploadRefusal.DONE, () -> uploads.terminate(ana, upload.id()));
    }

    @Test
    void an_upload_expires_a_day_after_its_last_piece_and_gives_everything_back() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        house.clock.advance(Duration.ofHours(23));
        append(upload, 0, "hel");
        house.clock.advance(Duration.ofHours(23));
        house.runJobs();
        assertThat(uploads.get(ana, upload.id()).received()).isEqualTo(3);

        house.clock.advance(Duration.ofHours(1));
        assertRefused(UploadRefusal.ENDED, () -> append(upload, 3, "lo"));
        assertThat(quota().reserved()).isEqualTo(5);
        house.runJobs();

        assertThat(quota().reserved()).isZero();
        assertThat(house.blobs.count()).isZero();
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(ana, upload.id()));
        house.clock.advance(Duration.ofDays(8));
        house.runJobs();
        assertRefused(UploadRefusal.NOT_FOUND, () -> uploads.get(ana, upload.id()));
    }

    @Test
    void pieces_put_the_end_off_for_a_week_at_most() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 100));
        Upload further = upload;
        for (int hours = 0; hours < 160; hours += 20) {
            house.clock.advance(Duration.ofHours(20));
            further = append(upload, further.received(), "x");
        }

        assertThat(further.expiresAt()).isEqualTo(upload.createdAt().plus(Duration.ofDays(7)));
    }

    @Test
    void who_goes_on_takes_the_upload_over_and_who_did_before_stops_soon() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 24 * MIB));
        Counting rest = new Counting(zeros(24 * MIB));
        InputStream takenOverOnTheWay =
                new SequenceInputStream(new OnFirstRead(() -> append(upload, 0, "hello")), rest);

        assertRefused(
                UploadRefusal.TAKEN_OVER,
                () -> uploads.append(ana, upload.id(), new UploadPiece(0, null, null, takenOverOnTheWay)));

        assertThat(rest.count).isLessThan(5L * MIB);
        assertThat(uploads.get(ana, upload.id()).received()).isEqualTo(5);
        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void who_is_taken_over_behind_the_last_byte_is_not_counted() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        InputStream late = new SequenceInputStream(bytes("hel"), new OnFirstRead(() -> append(upload, 0, "HELLO")));

        assertRefused(
                UploadRefusal.TAKEN_OVER, () -> uploads.append(ana, upload.id(), new UploadPiece(0, null, null, late)));

        assertThat(documents()).hasSize(1);
        assertThat(quota().used()).isEqualTo(5);
        house.runJobs();
        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void who_gives_up_stops_who_writes() {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        InputStream givenUp =
                new SequenceInputStream(bytes("hel"), new OnFirstRead(() -> uploads.terminate(ana, upload.id())));

        assertRefused(
                UploadRefusal.ENDED, () -> uploads.append(ana, upload.id(), new UploadPiece(0, null, null, givenUp)));

        house.runJobs();
        assertThat(house.blobs.count()).isZero();
        assertThat(quota().reserved()).isZero();
    }

    @Test
    void a_blob_store_that_fails_costs_a_piece_and_nothing_more() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hel");
        house.blobs.setBroken(true);

        assertRefused(DocumentRefusal.STORAGE_UNAVAILABLE, () -> append(upload, 3, "lo"));

        house.blobs.setBroken(false);
        assertThat(uploads.get(ana, upload.id()).received()).isEqualTo(3);
        assertThat(read(document(append(upload, 3, "lo")))).isEqualTo("hello");
    }

    @Test
    void a_job_makes_the_document_if_who_brought_the_last_byte_could_not() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hel");
        append(upload, 3, "l");
        house.blobs.setReadable(false);

        assertRefused(DocumentRefusal.STORAGE_UNAVAILABLE, () -> append(upload, 4, "o"));
        Upload whole = uploads.get(ana, upload.id());
        assertThat(whole.received()).isEqualTo(5);
        assertThat(whole.documentId()).isNull();
        house.runJobs();
        assertThat(documents()).isEmpty();

        house.blobs.setReadable(true);
        house.clock.advance(Duration.ofMinutes(1));
        house.runJobs();

        Upload done = uploads.get(ana, upload.id());
        assertThat(read(document(done))).isEqualTo("hello");
        assertThat(documents()).hasSize(1);
        assertThat(quota().used()).isEqualTo(5);
        assertThat(quota().reserved()).isZero();
        house.runJobs();
        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void what_was_joined_by_who_lost_the_upload_meanwhile_goes_at_once() throws IOException {
        Upload upload = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(upload, 0, "hel");
        house.blobs.beforeKeepingNext(() -> house.blobs.beforeKeepingNext(() -> {
            house.clock.advance(Duration.ofMinutes(3));
            house.runJobs();
        }));

        assertRefused(UploadRefusal.TAKEN_OVER, () -> append(upload, 3, "lo"));

        assertThat(read(document(uploads.get(ana, upload.id())))).isEqualTo("hello");
        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void a_storage_that_fails_in_an_unforeseen_way_loses_neither_the_upload_nor_its_space() throws IOException {
        Upload failing = uploads.create(ana, NewUpload.of("a.txt", 5));
        append(failing, 0, "hel");
        house.blobs.beforeKeepingNext(() -> house.blobs.beforeKeepingNext(() -> {
            throw new IllegalStateException("a bug of a store");
        }));

        assertThatThrownBy(() -> append(failing, 3, "lo")).hasMessage("a bug of a store");
        assertThat(house.blobs.count()).as("the two parts").isEqualTo(2);
        house.clock.advance(Duration.ofSeconds(30));
        house.runJobs();

        assertThat(read(document(uploads.get(ana, failing.id())))).isEqualTo("hello");
        assertThat(quota().reserved()).isZero();
        assertThat(house.blobs.count()).isEqualTo(1);
    }

    @Test
    void a_new_version_comes_in_pieces_too() throws IOException {
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        NewUpload version = NewUpload.of("ignored.txt", 5).asVersionOf(document.id(), Expected.revision(1));

        Upload upload = uploads.create(ana, version);
        assertThat(upload.fileName()).isEqualTo("a.txt");
        append(upload, 0, "th");
        Upload done = append(upload, 2, "ree");

        assertThat(done.documentId()).isEqualTo(document.id());
        assertThat(read(document(done))).isEqualTo("three");
        assertThat(document(done).version()).isEqualTo(2);
        assertThat(quota().used()).isEqualTo(8);
        assertThat(quota().documentsUsed()).isEqualTo(1);
    }

    @Test
    void a_new_version_of_what_was_changed_meanwhile_is_refused_and_gives_its_space_back() {
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        NewUpload version = NewUpload.of("a.txt", 5).asVersionOf(document.id(), Expected.any());
        Upload upload = uploads.create(ana, version);
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> uploads.create(ana, version.asVersionOf(document.id(), Expected.revision(7))));
        house.tenon.documentVersions().add(ana, document.id(), Fixtures.aNewDocument("a.txt", "two"), Expected.any());

        assertRefused(RequestRefusal.PRECONDITION_FAILED, () -> append(upload, 0, "three"));

        assertRefused(UploadRefusal.ENDED, () -> uploads.get(ana, upload.id()));
        assertThat(quota().reserved()).isZero();
        assertThat(uploads.list(ana, PageRequest.first(1)).items())
                .extracting(Upload::status)
                .containsExactly(UploadStatus.REFUSED);
        assertRefused(DocumentRefusal.NOT_FOUND, () -> uploads.create(ben, version));
    }

    @Test
    void what_a_member_sends_an_organization_ends_with_the_membership() {
        OrganizationId acme = acme();
        Upload upload = uploads.create(ben, NewUpload.of("a.txt", 5).in(acme));
        assertThat(house.storage.quotas().find(acme).orElseThrow().reserved()).isEqualTo(5);
        uploads.append(ben, upload.id(), new UploadPiece(0, 3L, null, bytes("hel")));

        house.tenon.members().remove(ana, acme, ben.person().orElseThrow());

        assertThat(house.storage.quotas().find(acme).orElseThrow().reserved()).isZero();
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(ben, upload.id()));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> uploads.create(ben, NewUpload.of("a", 5).in(acme)));
    }

    @Test
    void an_organization_goes_with_what_is_on_its_way_to_it() {
        OrganizationId acme = acme();
        Upload upload = uploads.create(ben, NewUpload.of("a.txt", 5).in(acme));
        uploads.append(ben, upload.id(), new UploadPiece(0, 3L, null, bytes("hel")));

        house.tenon.organizations().delete(ana, acme, Expected.any());
        house.runJobs();

        assertThat(house.blobs.count()).isZero();
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(ben, upload.id()));
    }

    @Test
    void erasing_a_person_takes_what_is_on_its_way_along() {
        Upload upload = uploads.create(ben, NewUpload.of("a.txt", 5));
        uploads.append(ben, upload.id(), new UploadPiece(0, 3L, null, bytes("hel")));

        house.tenon.personalData().erase(house.operator, ben.person().orElseThrow(), "ben@example.org");
        house.runJobs();

        assertThat(house.blobs.count()).isZero();
        assertThat(house.storage.uploads().find(upload.id(), ben.person().orElseThrow()))
                .isEmpty();
    }

    @Test
    void of_one_document_a_person_sends_one_version_at_a_time() {
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        Upload before = uploads.create(ana, versionOf(document));
        append(before, 0, "th");

        Upload now = uploads.create(ana, versionOf(document));

        assertThat(quota().reserved()).isEqualTo(5);
        assertRefused(UploadRefusal.ENDED, () -> append(before, 2, "ree"));
        assertThat(append(now, 0, "three").status()).isEqualTo(UploadStatus.DONE);
        house.runJobs();
        assertThat(house.blobs.count()).isEqualTo(2);
    }

    @Test
    void a_version_on_its_way_ends_with_the_share_it_rests_on_however_that_ends() {
        Actor eve = house.aPerson("eve@example.org");
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        UserId withBen = shared(ana, document, ben, DocumentRight.WRITE, null);

        Upload bens = uploads.create(ben, versionOf(document));
        shared(ana, document, ben, DocumentRight.READ, null);
        assertEnded(ben, bens);

        shared(ana, document, ben, DocumentRight.WRITE, null);
        shared(ben, document, eve, DocumentRight.WRITE, null);
        Upload eves = uploads.create(eve, versionOf(document));
        Upload anas = uploads.create(ana, versionOf(document));
        house.tenon.shares().revoke(ana, document.id(), withBen.value());
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(eve, eves.id()));
        assertThat(uploads.get(ana, anas.id()).status()).isEqualTo(UploadStatus.OPEN);
        uploads.terminate(ana, anas.id());

        shared(ana, document, ben, DocumentRight.WRITE, house.clock.instant().plus(Duration.ofHours(1)));
        Upload late = uploads.create(ben, versionOf(document));
        house.clock.advance(Duration.ofHours(1));
        house.runJobs();
        assertEnded(ben, late);
    }

    @Test
    void a_version_on_its_way_ends_when_its_document_is_moved_or_deleted() {
        OrganizationId acme = acme();
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));

        Upload moved = uploads.create(ana, versionOf(document));
        house.tenon.documents().move(ana, document.id(), acme, Expected.any());
        assertEnded(ana, moved);

        Upload deleted = uploads.create(ben, versionOf(document));
        assertThat(house.storage.quotas().find(acme).orElseThrow().reserved()).isEqualTo(5);
        house.tenon.documents().delete(ana, document.id(), Expected.any());
        assertEnded(ben, deleted);
        assertThat(house.storage.quotas().find(acme).orElseThrow().reserved()).isZero();
    }

    @Test
    void a_version_that_a_member_sends_to_who_shared_with_the_organization_ends_with_the_membership() {
        OrganizationId acme = acme();
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        house.tenon
                .shares()
                .share(ana, document.id(), new NewShare(new Grantee.Members(acme), DocumentRight.WRITE, null));
        Upload upload = uploads.create(ben, versionOf(document));

        house.tenon.members().remove(ana, acme, ben.person().orElseThrow());

        assertEnded(ben, upload);
    }

    private static NewUpload versionOf(Document document) {
        return NewUpload.of("b.txt", 5).asVersionOf(document.id(), Expected.any());
    }

    private UserId shared(Actor by, Document document, Actor with, DocumentRight right, @Nullable Instant until) {
        UserId person = with.person().orElseThrow();
        house.tenon.shares().share(by, document.id(), new NewShare(new Grantee.Person(person), right, until));
        return person;
    }

    private void assertEnded(Actor sender, Upload upload) {
        assertThat(quota().reserved()).isZero();
        assertRefused(UploadRefusal.ENDED, () -> uploads.get(sender, upload.id()));
    }

    private OrganizationId acme() {
        OrganizationId acme = house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();
        house.storage.organizationFixture().join(acme, ben.person().orElseThrow(), MemberRole.MEMBER);
        return acme;
    }

    private void grant(long bytes) {
        house.storage.unitOfWork().run(() -> {
            house.storage.quotas().limit(ana.person().orElseThrow(), bytes, 100L, house.clock.instant());
            house.storage.quotas().limit(ben.person().orElseThrow(), bytes, 100L, house.clock.instant());
            return bytes;
        });
    }

    private Upload append(Upload upload, long offset, String text) {
        return uploads.append(ana, upload.id(), new UploadPiece(offset, (long) text.length(), null, bytes(text)));
    }

    private Upload append(Upload upload, String text, @Nullable Checksum checksum) {
        return uploads.append(ana, upload.id(), new UploadPiece(0, null, checksum, bytes(text)));
    }

    private Document document(Upload done) {
        return house.tenon.documents().get(ana, requireNonNull(done.documentId()));
    }

    private List<Document> documents() {
        return house.tenon
                .documents()
                .list(ana, DocumentFilter.all(), PageRequest.first(10))
                .items();
    }

    private String read(Document document) throws IOException {
        try (InputStream bytes =
                house.tenon.documents().content(ana, document.id()).bytes().open(0, document.fileSize())) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Quota quota() {
        return house.storage.quotas().find(ana.person().orElseThrow()).orElseThrow();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream zeros(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    /** A connection that is gone. */
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            return read();
        }
    }

    /** Gives nothing, and does something when it is asked for it. */
    private static final class OnFirstRead extends InputStream {
        private final Runnable what;
        private boolean isDone;

        private OnFirstRead(Runnable what) {
            this.what = what;
        }

        @Override
        public int read() {
            if (!isDone) {
                isDone = true;
                what.run();
            }
            return -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            return read();
        }
    }

    /** Counts what is read of it. */
    private static final class Counting extends InputStream {
        private final InputStream source;
        private long count;

        private Counting(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            count++;
            return source.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = source.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
