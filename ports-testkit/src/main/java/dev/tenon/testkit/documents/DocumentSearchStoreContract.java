package dev.tenon.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Claimed;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every search for documents does. */
public abstract class DocumentSearchStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final int OTHERS = 20;

    /** Makes organizations and members. */
    protected abstract OrganizationFixture organizations();

    @Test
    void finds_by_words_of_the_name_the_tags_and_the_text_and_the_name_counts_most() {
        Account ana = anAccount();
        Document named = aDocument(ana, null, "annual-report_2026.pdf", List.of());
        Document tagged = aDocument(ana, null, "sheet.csv", List.of("report"));
        Document written = aDocument(ana, null, "letter.txt", List.of());
        aDocument(ana, null, "picture.png", List.of());
        read(written, "The report says that nothing burned down this time, and who would doubt it.");

        assertThat(found(ana, "report")).containsExactly(named.id(), tagged.id(), written.id());
        assertThat(found(ana, "REPORT 2026")).containsExactly(named.id());
        assertThat(found(ana, "report -annual")).containsExactly(tagged.id(), written.id());
        assertThat(found(ana, "burned")).containsExactly(written.id());
        assertThat(found(ana, "absent")).isEmpty();
        assertThat(found(ana, "-")).as("no word").isEmpty();
        assertThat(search(ana, "burned").getFirst().snippet())
                .extracting(DocumentMatch.Fragment::text)
                .anySatisfy(text -> assertThat(text).contains("burned"));
        assertThat(search(ana, "picture").getFirst().snippet()).isEmpty();
    }

    @Test
    void finds_what_somebody_may_read_now_and_nothing_else() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = organizations().found(ana.id());
        Document own = aDocument(ben, null, "plan.txt", List.of());
        Document anothers = aDocument(ana, null, "plan.txt", List.of());
        Document ofAcme = aDocument(ana, acme, "plan.txt", List.of());
        assertThat(found(ben, "plan")).containsExactly(own.id());

        share(anothers, ben, ana, LATER);
        assertThat(found(ben, "plan")).containsExactlyInAnyOrder(own.id(), anothers.id());
        assertThat(store().search(ben.id(), new DocumentQuery("plan", null), LATER, PageRequest.first(10))
                        .items())
                .extracting(match -> match.document().id())
                .as("the share is over")
                .containsExactly(own.id());

        organizations().join(acme, ben.id(), MemberRole.MEMBER);
        assertThat(found(ben, "plan")).containsExactlyInAnyOrder(own.id(), anothers.id(), ofAcme.id());
        assertThat(store().search(ben.id(), new DocumentQuery("plan", acme), START, PageRequest.first(10))
                        .items())
                .extracting(match -> match.document().id())
                .containsExactly(ofAcme.id());
    }

    @Test
    void nobody_gets_into_the_search_of_another_by_what_they_write() {
        Account ana = anAccount();
        Account eve = anAccount();
        aDocument(ana, null, "bait.txt", List.of());
        Document text = aDocument(
                eve, null, "bait " + ana.id() + ".txt", List.of(ana.id().toString()));
        read(text, "bait " + '\u0001' + ana.id() + " " + ana.id() + " '" + ana.id() + "'");

        assertThat(search(ana, "bait")).hasSize(1);
        assertThat(found(ana, "bait " + eve.id())).isEmpty();
        assertThat(found(ana, "bait or " + '\u0001' + eve.id())).doesNotContain(text.id());
    }

    @Test
    void follows_every_change() {
        Account ana = anAccount();
        OrganizationId acme = organizations().found(ana.id());
        Document document = aDocument(ana, null, "first.txt", List.of());
        read(document, "mountains");
        assertThat(found(ana, "mountains")).containsExactly(document.id());

        change(() -> {
            Document described = document.described("second.txt", "txt", List.of("green"));
            assertThat(storage.documents().update(described, START)).isPresent();
        });
        assertThat(found(ana, "first")).isEmpty();
        assertThat(found(ana, "second green mountains")).containsExactly(document.id());

        Document present = storage.documents().find(document.id()).orElseThrow();
        DocumentVersion version = new DocumentVersion(
                document.id(),
                2,
                new BlobKey(Fixtures.anId()),
                7,
                "txt",
                "text/plain",
                document.sha256(),
                ana.id(),
                START);
        change(() -> storage.documents().addVersion(present.withContent(version), version));
        assertThat(found(ana, "mountains")).as("of the version before").isEmpty();
        assertThat(found(ana, "second")).containsExactly(document.id());

        change(() -> storage.documents().move(document.id(), ana.id(), acme, START));
        assertThat(search(ana, "second"))
                .extracting(match -> match.document().organizationId())
                .containsExactly(acme);

        change(() -> storage.documents().trash(document.id(), START));
        assertThat(found(ana, "second")).isEmpty();
        change(() -> storage.documents().untrash(document.id(), START));
        assertThat(found(ana, "second")).containsExactly(document.id());
        change(() -> {
            storage.documents().trash(document.id(), START);
            storage.documents().purge(document.id());
        });
        assertThat(found(ana, "second")).isEmpty();
    }

    @Test
    void pages_are_whole_whatever_comes_meanwhile() {
        Account ana = anAccount();
        List<DocumentId> all = new ArrayList<>();
        for (int number = 0; number < OTHERS; number++) {
            all.add(aDocument(ana, null, number % 3 == 0 ? "note note.txt" : "note.txt", List.of())
                    .id());
        }
        List<DocumentId> seen = new ArrayList<>();
        PageRequest request = PageRequest.first(7);
        boolean goesOn = true;
        while (goesOn) {
            var page = store().search(ana.id(), new DocumentQuery("note", null), START, request);
            page.items().forEach(match -> seen.add(match.document().id()));
            goesOn = page.next().isPresent();
            request = new PageRequest(7, page.nextPosition());
        }

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void a_text_of_too_many_different_words_is_found_by_its_beginning() {
        Account ana = anAccount();
        Document document = aDocument(ana, null, "numbers.txt", List.of("primes"));
        StringBuilder numbers = new StringBuilder();
        for (int number = 100_000; numbers.length() < 1_048_000; number++) {
            numbers.append(number).append(' ');
        }
        read(document, numbers.toString());

        assertThat(found(ana, "100000 numbers primes")).containsExactly(document.id());
        change(() -> storage.documents()
                .update(
                        storage.documents()
                                .find(document.id())
                                .orElseThrow()
                                .described("named anew.txt", "txt", List.of("a", "b", "c")),
                        START));
        assertThat(found(ana, "100000 anew")).containsExactly(document.id());
    }

    @Test
    void everything_is_read_anew_in_another_language() {
        Account ana = anAccount();
        Document document = aDocument(ana, null, "running.txt", List.of());
        assertThat(store().language()).isEqualTo("english");
        assertThat(store().knows("german")).isTrue();
        assertThat(store().knows("klingon")).isFalse();
        assertThat(store().knows("english'; --")).isFalse();

        change(() -> store().setLanguage("simple"));
        assertThat(commit(() -> store().reindex(null, 10))).containsExactly(document.id());
        assertThat(commit(() -> store().reindex(document.id(), 10))).isEmpty();

        assertThat(store().language()).isEqualTo("simple");
        assertThat(found(ana, "running")).containsExactly(document.id());
        assertThat(found(ana, "run")).as("no stems").isEmpty();
    }

    private DocumentSearchStore store() {
        return storage.documentSearch();
    }

    private List<DocumentMatch> search(Account person, String words) {
        return store().search(person.id(), new DocumentQuery(words, null), START, PageRequest.first(50))
                .items();
    }

    private List<DocumentId> found(Account person, String words) {
        return search(person, words).stream()
                .map(match -> match.document().id())
                .toList();
    }

    private Document aDocument(Account owner, @Nullable OrganizationId organization, String name, List<String> tags) {
        Document some = Fixtures.aDocument(owner.id());
        change(() -> storage.documents().insert(some.described(name, "txt", tags)));
        if (organization != null) {
            change(() -> storage.documents().move(some.id(), owner.id(), organization, START));
        }
        return storage.documents().find(some.id()).orElseThrow();
    }

    private void share(Document document, Account with, Account by, Instant end) {
        Share share = new Share(
                new ShareId(Fixtures.anId()),
                document.id(),
                new Grantee.Person(with.id()),
                DocumentRight.READ,
                by.id(),
                null,
                START,
                end);
        change(() -> storage.shares().put(share, with.id()));
    }

    private void read(Document document, String text) {
        change(() -> storage.processing().enqueue(document.id(), document.version(), START));
        Optional<Claimed> claimed =
                commit(() -> storage.processing().claim(Fixtures.anId(), new BlobKey(Fixtures.anId()), START, LATER));
        assertThat(commit(() -> storage.processing()
                        .complete(claimed.orElseThrow(), new Extracted(text, null, null, null), START)))
                .isTrue();
    }
}
