package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Lists of documents and the search in them among many: somebody with a hundred thousand documents, and many with ninety each, asked one
 * after another. What a page takes at most in ninety-nine of a hundred cases, against the list's first page of those with few.
 */
record DocumentMeasure(Bench bench) {

    /** How many there are; another number with {@code -Dtenon.benchmarks.documents=100000} in {@code TENON_JAVA_OPTS}. */
    private static final int DOCUMENTS = Integer.getInteger("tenon.benchmarks.documents", 1_000_000);

    private static final int PEOPLE = 10_000;
    private static final int ASKED = 400;
    private static final int WARM_UPS = 100;
    private static final int WORDS = 5_000;

    /** One question of somebody. */
    private interface Question {
        void ask(UserId person, int number);
    }

    /** Milliseconds of half the questions, and of all but one in a hundred. */
    private record Times(double median, double late) {}

    void addTo(Table table) throws SQLException {
        Benchmarks.say("Filling in %,d documents with texts".formatted(DOCUMENTS));
        List<UserId> people = bench.database().fillDocuments(DOCUMENTS, PEOPLE, WORDS);
        List<UserId> one = people.subList(0, 1);
        List<UserId> many = people.subList(1, people.size());
        try (HikariDataSource pool = bench.database().pool(Benchmarks.POOL_SIZE)) {
            Storage storage = JdbiStorage.of(pool);
            Question first =
                    (person, number) -> storage.documents().list(person, DocumentFilter.all(), PageRequest.first(50));
            Position far = new Position(Instant.now().minusSeconds(DOCUMENTS / 20), new UUID(0, 0));
            Question late = (person, number) ->
                    storage.documents().list(person, DocumentFilter.all(), new PageRequest(50, far));
            Question named = (person, number) -> storage.documents()
                    .list(
                            person,
                            new DocumentFilter(null, "port-" + number * 7, null, null, null),
                            PageRequest.first(50));
            Question found = (person, number) -> search(storage, person, "w" + number % 300 + " w" + number % 70);
            Question rare = (person, number) -> search(storage, person, "w" + (WORDS - 1 - number % 500));
            Question common = (person, number) -> search(storage, person, "w1");
            Times base = times(first, many);
            add(table, "the list of one who has few", base, base);
            add(table, "the list of one who has 100,000, first page", times(first, one), base);
            add(table, "the list of one who has 100,000, a page in the middle", times(late, one), base);
            add(table, "names with these letters, of one who has few", times(named, many), base);
            add(table, "names with these letters, of one who has 100,000", times(named, one), base);
            add(table, "two words, of one who has few", times(found, many), base);
            add(table, "two words, of one who has 100,000", times(found, one), base);
            add(table, "a rare word, of one who has 100,000", times(rare, one), base);
            add(table, "the commonest word, of one who has 100,000", times(common, one), base);
        }
    }

    private static void search(Storage storage, UserId person, String words) {
        storage.documentSearch().search(person, new DocumentQuery(words, null), Instant.now(), PageRequest.first(20));
    }

    private static void add(Table table, String what, Times times, Times base) {
        table.note(
                "%,d documents: %s".formatted(DOCUMENTS, what),
                "p99 %.1f ms".formatted(times.late()),
                "p50 %.1f ms".formatted(times.median()),
                base.late() / times.late());
    }

    private static Times times(Question question, List<UserId> people) {
        Random random = new Random(5);
        double[] millis = new double[ASKED];
        for (int number = -WARM_UPS; number < ASKED; number++) {
            UserId person = people.get(random.nextInt(people.size()));
            long began = System.nanoTime();
            question.ask(person, number + WARM_UPS);
            if (number >= 0) {
                millis[number] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        return new Times(millis[ASKED / 2], millis[ASKED * 99 / 100]);
    }
}
