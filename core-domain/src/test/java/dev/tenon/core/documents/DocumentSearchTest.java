package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentSearchTest {

    private final TenonInMemory house = new TenonInMemory();
    private final DocumentSearch search = house.tenon.documentSearch();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void somebody_finds_what_is_theirs() {
        Document document = uploaded("annual report.txt");

        assertThat(found(ana, " report ")).extracting(DocumentMatch::document).containsExactly(document);
        assertThat(found(ben, "report")).isEmpty();
    }

    @Test
    void says_which_words_can_be_looked_for() {
        for (String words : List.of("", "  ", "a".repeat(201), "a\0b")) {
            assertRefused(RequestRefusal.INVALID, () -> found(ana, words));
        }
        assertThat(found(ana, "a".repeat(200))).isEmpty();
    }

    @Test
    void an_operator_has_all_documents_read_anew() {
        house.storage.unitOfWork().run(() -> {
            for (int number = 0; number < 21; number++) {
                house.storage.documents().insert(Fixtures.aDocument(ana.person().orElseThrow()));
            }
            return 21;
        });
        List<Long> done = new ArrayList<>();

        assertThat(search.reindex(house.operator, "german", done::add)).isEqualTo(21);

        assertThat(done).containsExactly(10L, 20L, 21L);
        assertThat(search.language(ana)).isEqualTo("german");
        assertThat(search.reindex(house.operator, null, done::add)).isEqualTo(21);
        assertThat(search.language(ana)).isEqualTo("german");
        assertThat(house.auditedActions()).endsWith("documents.reindexed", "documents.reindexed");
    }

    @Test
    void refuses_a_language_that_the_database_does_not_know_and_whoever_may_not() {
        assertRefused(DocumentRefusal.LANGUAGE_UNKNOWN, () -> search.reindex(house.operator, "klingon", done -> {}));
        assertRefused(RequestRefusal.FORBIDDEN, () -> search.reindex(ana, null, done -> {}));
        assertThat(search.language(ana)).isEqualTo("english");
    }

    private Document uploaded(String name) {
        return house.tenon.documents().upload(ana, Fixtures.aNewDocument(name, "hello"));
    }

    private List<DocumentMatch> found(Actor person, String words) {
        return search.search(person, new DocumentQuery(words, null), PageRequest.first(50))
                .items();
    }
}
