package dev.tenon.jdbi.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.BlobCheck;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people do at once on two servers over one database, quotas say what is stored and every version has its bytes. */
class QuotaHistoriesTest {

    private static final int ACTORS = 8;
    private static final int STEPS = 40;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final MovableClock CLOCK = new MovableClock();
    private static final InMemoryBlobStore BLOBS = new InMemoryBlobStore();
    private static final Actor OPERATOR = Actor.operator("root");
    private static List<HikariDataSource> pools;
    private static List<Tenon> servers;

    @BeforeAll
    static void startTwoServers() {
        pools = List.of(DATABASE.newPool(20), DATABASE.newPool(20));
        servers = pools.stream().map(QuotaHistoriesTest::server).toList();
    }

    @AfterAll
    static void stopBoth() {
        pools.forEach(HikariDataSource::close);
    }

    private static Tenon server(HikariDataSource pool) {
        return TenonCore.builder()
                .storage(JdbiStorage.of(pool))
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(new PlainSecrets())
                .clock(CLOCK)
                .blobStore(BLOBS)
                .build();
    }

    /** New ones at every run; one that failed stands in the name of the test. */
    static LongStream seeds() {
        return new Random().longs(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void quota_says_what_is_stored_after_any_history(long seed) throws IOException {
        Actor ana = aPerson("ana-" + Long.toHexString(seed) + "@example.org");
        Actor ben = aPerson("ben-" + Long.toHexString(seed) + "@example.org");
        OrganizationId acme = servers.get(0)
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();

        Race.of(ACTORS, number -> {
            Random random = new Random(seed + number);
            Tenon tenon = servers.get(number % servers.size());
            Actor actor = number % 3 == 0 ? ben : ana;
            @Nullable OrganizationId home = number % 3 == 1 ? acme : null;
            for (int step = 0; step < STEPS; step++) {
                attempt(() -> act(tenon, random, actor, home, acme));
            }
            return number;
        });

        assertThat(servers.get(0).quotas().drifted(OPERATOR)).isEmpty();
        CLOCK.advance(Duration.ofDays(40));
        for (Tenon tenon : servers) {
            tenon.jobs().forEach(QuotaHistoriesTest::exhaust);
        }
        assertThat(servers.get(1).quotas().drifted(OPERATOR)).isEmpty();
        BlobCheck check = servers.get(0).blobs().check(OPERATOR, true, found -> {}, BlobProgress.unseen());
        assertThat(check.clean()).as("%s", check).isTrue();
        assertThat(check.versions()).isPositive();
    }

    @Test
    void of_two_servers_that_write_one_upload_only_who_began_last_counts() throws IOException {
        Actor ana = aPerson("fence@example.org");
        UploadId upload =
                servers.get(0).uploads().create(ana, NewUpload.of("a.txt", 5)).id();
        InputStream overtaken = new SequenceInputStream(bytes("hel"), new InputStream() {
            @Override
            public int read() {
                servers.get(1).uploads().append(ana, upload, new UploadPiece(0, 5L, null, bytes("HELLO")));
                return -1;
            }
        });

        assertThatThrownBy(
                        () -> servers.get(0).uploads().append(ana, upload, new UploadPiece(0, null, null, overtaken)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(UploadRefusal.TAKEN_OVER));

        Document document = servers.get(0)
                .documents()
                .get(
                        ana,
                        Objects.requireNonNull(
                                servers.get(0).uploads().get(ana, upload).documentId()));
        try (InputStream content =
                servers.get(0).documents().content(ana, document.id()).bytes().open(0, 5)) {
            assertThat(content.readAllBytes()).asString().isEqualTo("HELLO");
        }
        assertThat(servers.get(0).quotas().drifted(OPERATOR)).isEmpty();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What others did meanwhile, and what does not fit, is refused; that is part of the history. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (Refusal partOfTheHistory) {
            assertThat(partOfTheHistory.code()).isNotNull();
        }
    }

    private static void exhaust(BackgroundJob job) {
        for (int run = 0; run < 100 && job.run() > 0; run++) {
            assertThat(run).as(job.name()).isLessThan(99);
        }
    }

    private static void act(
            Tenon tenon, Random random, Actor actor, @Nullable OrganizationId home, OrganizationId acme) {
        List<Document> documents = tenon.documents()
                .list(actor, new DocumentFilter(home, null, null, null, null), PageRequest.first(20))
                .items();
        int what = documents.isEmpty() ? random.nextInt(2) : random.nextInt(14);
        Document one = documents.isEmpty() ? null : documents.get(random.nextInt(documents.size()));
        if (one == null || what < 3) {
            tenon.documents().upload(actor, in(content(random, what == 0), home));
            return;
        }
        switch (what) {
            case 3, 4 -> tenon.documentVersions().add(actor, one.id(), content(random, what == 4), Expected.any());
            case 5 ->
                tenon.documentVersions().restore(actor, one.id(), version(tenon, random, actor, one), Expected.any());
            case 6 -> tenon.documentVersions().delete(actor, one.id(), version(tenon, random, actor, one));
            case 7 -> tenon.documents().move(actor, one.id(), home == null ? acme : null, Expected.any());
            case 8, 9 -> tenon.documents().delete(actor, one.id(), Expected.any());
            case 10 -> restoreFromTrash(tenon, actor, home);
            case 11, 12 -> sendVersion(tenon, random, actor, one);
            default -> emptyOrPurge(tenon, random, actor, home);
        }
    }

    /** In pieces, some of which never come to their end. */
    private static void sendVersion(Tenon tenon, Random random, Actor actor, Document document) {
        NewUpload version = NewUpload.of("a.bin", 10).asVersionOf(document.id(), Expected.any());
        UploadId upload = tenon.uploads().create(actor, version).id();
        InputStream content = new ByteArrayInputStream(new byte[random.nextBoolean() ? 10 : 4]);
        tenon.uploads().append(actor, upload, new UploadPiece(0, null, null, content));
    }

    private static void restoreFromTrash(Tenon tenon, Actor actor, @Nullable OrganizationId home) {
        for (Document each :
                tenon.trash().list(actor, home, PageRequest.first(1)).items()) {
            tenon.trash().restore(actor, each.id());
        }
    }

    private static void emptyOrPurge(Tenon tenon, Random random, Actor actor, @Nullable OrganizationId home) {
        if (random.nextInt(4) == 0) {
            tenon.trash().empty(actor, home);
            return;
        }
        for (Document each :
                tenon.trash().list(actor, home, PageRequest.first(1)).items()) {
            tenon.trash().delete(actor, each.id());
        }
    }

    private static int version(Tenon tenon, Random random, Actor actor, Document document) {
        List<DocumentVersion> versions = tenon.documentVersions()
                .list(actor, document.id(), PageRequest.first(10))
                .items();
        return versions.get(random.nextInt(versions.size())).version();
    }

    private static NewDocument in(NewDocument content, @Nullable OrganizationId home) {
        return home == null ? content : content.in(home);
    }

    /** Up to 3 KB, of a length that is said or not; some uploads break off. */
    private static NewDocument content(Random random, boolean breaksOff) {
        byte[] bytes = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(bytes);
        Long declared = random.nextBoolean() ? (long) bytes.length : null;
        InputStream whole = new ByteArrayInputStream(bytes);
        return new NewDocument("a.bin", null, declared, breaksOff && random.nextBoolean() ? broken(whole) : whole);
    }

    private static InputStream broken(InputStream whole) {
        InputStream nothing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The connection is gone");
            }
        };
        return new SequenceInputStream(whole, nothing);
    }

    private static Actor aPerson(String email) {
        Tenon tenon = servers.get(0);
        Account account = tenon.accounts()
                .register(OPERATOR, new Registration(email, Fixtures.PASSWORD, null, null, null, true, Set.of()));
        RequestOrigin origin = new RequestOrigin("request-1", "203.0.113.7", "test");
        String token = tenon.sessions()
                .open(Actor.anonymous(origin), new Credentials(account.email().value(), Fixtures.PASSWORD))
                .token()
                .text();
        return tenon.sessions().authenticate(origin, token).actor();
    }
}
