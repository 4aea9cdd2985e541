package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Event;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * What the audit trail costs: a change with its row against the same change without, in process and in turns; and a page far back in a
 * long trail against the first.
 */
record AuditMeasure(Bench bench) {

    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int MANY = 8;
    private static final int MONTHS = 24;
    private static final int ASKED = 21;

    /** How long the trail is; another length with {@code -Dtenon.benchmarks.auditRows=10000000} in {@code TENON_JAVA_OPTS}. */
    private static final long ROWS = Long.getLong("tenon.benchmarks.auditRows", 1_000_000);

    void addTo(Table table) throws SQLException, InterruptedException {
        try (HikariDataSource pool = bench.database().pool(Benchmarks.POOL_SIZE)) {
            Storage storage = JdbiStorage.of(pool);
            List<UserId> people = bench.database().someUsers(MANY);
            append(table, storage, people.subList(0, 1));
            append(table, storage, people);
            tell(table, storage, people);
            search(table, storage);
        }
    }

    private static void append(Table table, Storage storage, List<UserId> people) throws InterruptedException {
        Ids ids = new TimeOrderedIds();
        IntConsumer bare = number -> storage.unitOfWork().run(() -> change(storage, ids, people.get(number)));
        IntConsumer audited = number -> storage.unitOfWork().run(() -> {
            UUID changed = change(storage, ids, people.get(number));
            storage.audit().append("global", List.of(row(ids, people.get(number))));
            return changed;
        });
        rate(bare, people.size());
        rate(audited, people.size());
        double[] ratios = new double[ROUNDS];
        double with = 0;
        double without = 0;
        for (int round = 0; round < ROUNDS; round++) {
            without = rate(bare, people.size());
            with = rate(audited, people.size());
            ratios[round] = with / without;
        }
        Arrays.sort(ratios);
        table.add(
                "a change with its audit row / without, " + people.size()
                        + (people.size() == 1 ? " thread" : " threads"),
                "%,.0f/s".formatted(with),
                "%,.0f/s".formatted(without),
                ratios[ROUNDS / 2],
                people.size() == 1 ? 0.6 : 0.3);
    }

    /** What it costs that a row may be told, where nobody listens, and where one webhook does. */
    private static void tell(Table table, Storage storage, List<UserId> people) throws InterruptedException {
        Ids ids = new TimeOrderedIds();
        IntConsumer audited = number -> storage.unitOfWork().run(() -> {
            UUID changed = change(storage, ids, people.get(number));
            storage.audit().append("global", List.of(row(ids, people.get(number))));
            return changed;
        });
        IntConsumer told = number -> storage.unitOfWork().run(() -> {
            UUID changed = change(storage, ids, people.get(number));
            Unchained row = row(ids, people.get(number));
            Event event = new Event(new EventId(row.id().value()), row.entry().action(), null);
            storage.deliveries().enqueue(List.of(event), now());
            storage.audit().append("global", List.of(row));
            return changed;
        });
        compare(table, "nobody hears of", told, audited, people.size(), 0.9);
        WebhookId listening = new WebhookId(ids.next());
        URI url = URI.create("https://hooks.example.org/");
        Webhook webhook = new Webhook(listening, null, null, url, null, Set.of(), null, null, null, 0, null, now(), 1);
        storage.unitOfWork().run(() -> {
            storage.webhooks().insert(webhook, "sealed");
            return listening;
        });
        compare(table, "one webhook hears of", told, audited, people.size(), 0.6);
        storage.unitOfWork().run(() -> {
            storage.webhooks().delete(listening);
            return storage.deliveries().deleteQueuedBefore(now(), Integer.MAX_VALUE);
        });
    }

    private static void compare(
            Table table, String who, IntConsumer told, IntConsumer audited, int threads, double target)
            throws InterruptedException {
        rate(told, threads);
        double[] ratios = new double[ROUNDS];
        double with = 0;
        double without = 0;
        for (int round = 0; round < ROUNDS; round++) {
            without = rate(audited, threads);
            with = rate(told, threads);
            ratios[round] = with / without;
        }
        Arrays.sort(ratios);
        table.add(
                "an audited change that " + who + " / without events, " + threads + " threads",
                "%,.0f/s".formatted(with),
                "%,.0f/s".formatted(without),
                ratios[ROUNDS / 2],
                target);
    }

    private static UUID change(Storage storage, Ids ids, UserId person) {
        UUID id = ids.next();
        storage.settings().put(id, person, "benchmark", JsonText.of("1"), now());
        return id;
    }

    private static Unchained row(Ids ids, UserId person) {
        AuditId id = new AuditId(ids.next());
        AuditEntry entry = AuditEntry.of("setting.changed", "user_settings", person)
                .with("key", "benchmark")
                .changedWithheld("value");
        StringBuilder content = new StringBuilder();
        ChainText.add(content, id.toString());
        ChainText.add(content, entry.action());
        return new Unchained(
                id, person, null, "user:" + person, entry, "192.0.2.1", "request-1", now(), content.toString());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** How often the work is done in a second, by so many at once. */
    private static double rate(IntConsumer work, int threads) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long until = System.nanoTime() + ROUND.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                int mine = number;
                counts.add(pool.submit(() -> {
                    long done = 0;
                    while (System.nanoTime() < until) {
                        work.accept(mine);
                        done++;
                    }
                    return done;
                }));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum / (double) ROUND.toSeconds();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The work failed", failed);
        }
    }

    private void search(Table table, Storage storage) throws SQLException {
        Benchmarks.say("Filling the audit trail with %,d rows of %d months".formatted(ROWS, MONTHS));
        Instant newest = bench.database().fillTrail(ROWS, MONTHS);
        Duration back = Duration.ofDays(MONTHS * 30L).multipliedBy(9).dividedBy(10);
        PageRequest first = PageRequest.first(50);
        PageRequest late = new PageRequest(50, new Position(newest.minus(back), new UUID(0, 0)));
        compare(table, "all", storage, AuditFilter.all(), first, late);
        compare(table, "of an action", storage, AuditFilter.all().ofAction("account.banned"), first, late);
        compare(table, "of a record", storage, AuditFilter.all().onRecord("record-77"), first, late);
        Instant from = newest.minus(back);
        AuditFilter days = AuditFilter.all().between(from, from.plus(Duration.ofDays(20)));
        PageRequest lateThere = new PageRequest(50, new Position(from.plus(Duration.ofDays(2)), new UUID(0, 0)));
        compare(table, "of twenty days", storage, days, first, lateThere);
    }

    private static void compare(
            Table table, String what, Storage storage, AuditFilter filter, PageRequest first, PageRequest late) {
        double[] firsts = new double[ASKED];
        double[] lates = new double[ASKED];
        for (int number = 0; number < ASKED; number++) {
            firsts[number] = millis(storage, filter, first);
            lates[number] = millis(storage, filter, late);
        }
        Arrays.sort(firsts);
        Arrays.sort(lates);
        double early = firsts[ASKED / 2];
        double deep = lates[ASKED / 2];
        table.add(
                "audit rows %s: first page / after nine tenths of %,d".formatted(what, ROWS),
                "%.1f ms".formatted(deep),
                "%.1f ms".formatted(early),
                early / deep,
                0.5);
    }

    private static double millis(Storage storage, AuditFilter filter, PageRequest page) {
        long began = System.nanoTime();
        storage.audit().list(filter, page);
        return (System.nanoTime() - began) / 1e6;
    }
}
