package dev.tenon.testkit.audit;

import static dev.tenon.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.spi.UsageStore.Tally;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of the usage log does. */
public abstract class UsageStoreContract extends StorageContract {

    private static final String EXPORTED = "report.exported";
    private static final String PRINTED = "report.printed";

    @Test
    void keeps_entries_as_they_were_added() {
        Account ana = anAccount();
        OrganizationId acme = new OrganizationId(anId());
        Usage full = new Usage(
                new UsageId(anId()),
                ana.id(),
                acme,
                EXPORTED,
                JsonText.of("{\"pages\": 3, \"title\": \"\\\"quoted\\\" – ü 😀\", \"deep\": {\"a\": [1, null]}}"),
                null,
                START.plusNanos(123_456_000));
        Usage bare = usage(ana.id(), PRINTED, START);

        change(() -> {
            storage.usage().add(full);
            storage.usage().add(bare);
        });

        assertThat(listed(UsageFilter.all())).containsExactly(full, bare);
    }

    @Test
    void an_entry_belongs_to_the_commit_that_adds_it() {
        Usage usage = usage(anAccount().id(), EXPORTED, START);

        rollBack(() -> storage.usage().add(usage));

        assertThat(listed(UsageFilter.all())).isEmpty();
        assertThatThrownBy(() -> storage.usage().add(usage)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void entries_added_apart_last_and_adding_them_again_changes_nothing() {
        Account ana = anAccount();
        List<Usage> entries = entries(ana.id(), 3);

        storage.usage().addApart(entries);
        storage.usage().addApart(entries);
        storage.usage().addApart(entries.subList(0, 1));

        assertThat(listed(UsageFilter.all())).containsExactlyInAnyOrderElementsOf(entries);
    }

    @Test
    void entries_of_people_who_are_gone_do_not_keep_the_others_from_being_added() {
        Account ana = anAccount();
        Account ben = anAccount();
        change(() -> {
            Account locked = storage.personalData().lock(ben.id()).orElseThrow();
            storage.personalData().erase("users", locked, START);
        });
        Usage kept = usage(ana.id(), EXPORTED, START);

        storage.usage()
                .addApart(List.of(usage(ben.id(), EXPORTED, START), kept, usage(new UserId(anId()), EXPORTED, START)));

        assertThat(listed(UsageFilter.all())).containsExactly(kept);
    }

    @Test
    void what_is_recorded_again_under_its_event_key_is_there_once() {
        Account ana = anAccount();
        Usage first = keyed(ana.id(), "event-1", START);
        Usage again = keyed(ana.id(), "event-1", START.plusSeconds(60));
        assertThat(record(first)).containsExactly(first);

        assertThat(record(again)).containsExactly(first);

        assertThat(listed(UsageFilter.all())).containsExactly(first);
    }

    @Test
    void some_new_some_known_and_some_without_a_key_come_back_in_their_order() {
        Account ana = anAccount();
        Usage known = keyed(ana.id(), "event-2", START);
        record(known);
        Usage one = keyed(ana.id(), "event-3", START.plusSeconds(1));
        Usage bare = usage(ana.id(), PRINTED, START.plusSeconds(2));
        Usage twice = keyed(ana.id(), "event-1", START.plusSeconds(3));

        assertThat(record(one, keyed(ana.id(), "event-2", START), bare, twice, keyed(ana.id(), "event-3", START)))
                .containsExactly(one, known, bare, twice, one);

        assertThat(listed(UsageFilter.all())).containsExactly(twice, bare, one, known);
    }

    @Test
    void an_event_key_is_the_persons_own() {
        Usage of = keyed(anAccount().id(), "event-1", START);
        Usage another = keyed(anAccount().id(), "event-1", START);

        record(of);

        assertThat(record(another)).containsExactly(another);
    }

    @Test
    void D2_many_who_record_one_event_at_once_record_it_once() {
        Account ana = anAccount();

        List<List<@Nullable Usage>> all = Race.of(
                20,
                number -> record(
                        keyed(ana.id(), "event-2", START.plusSeconds(number)),
                        keyed(ana.id(), number % 2 == 0 ? "event-1" : "event-3", START.plusSeconds(number))));

        assertThat(listed(UsageFilter.all())).hasSize(3);
        assertThat(all.stream().map(each -> each.get(0)).distinct()).hasSize(1);
    }

    @Test
    void a_key_whose_record_failed_is_free() {
        Account ana = anAccount();
        rollBack(() -> storage.usage().record(List.of(keyed(ana.id(), "event-1", START)), START));
        Usage later = keyed(ana.id(), "event-1", START.plusSeconds(1));

        assertThat(record(later)).containsExactly(later);
    }

    @Test
    void event_keys_are_forgotten_after_their_time_and_no_more_than_asked_for() {
        Account ana = anAccount();
        for (int number = 0; number < 3; number++) {
            record(keyed(ana.id(), "event-" + number, START));
        }
        change(() -> storage.usage().record(List.of(keyed(ana.id(), "event-9", START)), START.plusSeconds(10)));

        assertThat(commit(() -> storage.usage().deleteEventKeys(START, 10))).isZero();
        assertThat(commit(() -> storage.usage().deleteEventKeys(START.plusSeconds(1), 2)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.usage().deleteEventKeys(START.plusSeconds(1), 2)))
                .isOne();
        assertThat(commit(() -> storage.usage().deleteEventKeys(START.plusSeconds(1), 2)))
                .isZero();
        assertThat(listed(UsageFilter.all())).hasSize(4);
    }

    @Test
    void lists_page_by_page_also_what_happened_at_once() {
        Account ana = anAccount();
        List<Usage> entries = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(number -> usage(ana.id(), EXPORTED, START))
                .toList());
        entries.add(usage(ana.id(), EXPORTED, START.plusSeconds(1)));
        change(() -> shuffled(entries).forEach(storage.usage()::add));

        holdsStillInPages(
                entries.reversed(),
                page -> storage.usage().list(UsageFilter.all(), page),
                () -> change(() -> storage.usage().add(usage(ana.id(), EXPORTED, START.plusSeconds(2)))));
    }

    @Test
    void lists_what_the_filter_asks_for() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = new OrganizationId(anId());
        Usage first = usage(ana.id(), EXPORTED, START);
        Usage second = usage(ben.id(), PRINTED, START.plusSeconds(1));
        Usage third = new Usage(new UsageId(anId()), ana.id(), acme, PRINTED, null, null, START.plusSeconds(2));
        change(() -> List.of(first, second, third).forEach(storage.usage()::add));

        assertThat(listed(UsageFilter.of(ana.id()))).containsExactly(third, first);
        assertThat(listed(UsageFilter.all().withAction(PRINTED))).containsExactly(third, second);
        assertThat(listed(UsageFilter.all().between(START.plusSeconds(1), START.plusSeconds(2))))
                .containsExactly(second);
        assertThat(listed(new UsageFilter(null, acme, null, null, null))).containsExactly(third);
        assertThat(listed(UsageFilter.of(ben.id()).withAction(EXPORTED))).isEmpty();
    }

    @Test
    void counts_by_action_and_period_and_people_once_wherever_they_are_counted() {
        Account ana = anAccount();
        Account ben = anAccount();
        Instant end = START.plus(Duration.ofDays(3));
        List<Instant> days = List.of(START, START.plus(Duration.ofDays(1)), START.plus(Duration.ofDays(2)));
        change(() -> List.of(
                        usage(ana.id(), EXPORTED, START.minusNanos(1_000)),
                        usage(ana.id(), EXPORTED, START),
                        usage(ana.id(), EXPORTED, days.get(1).minusNanos(1_000)),
                        usage(ben.id(), EXPORTED, days.get(1)),
                        usage(ana.id(), PRINTED, days.get(1)),
                        usage(ana.id(), PRINTED, end))
                .forEach(storage.usage()::add));

        assertThat(storage.usage().tally(UsageFilter.all().between(START, end), days, 10))
                .containsExactlyInAnyOrder(
                        new Tally(null, null, 4, 2),
                        new Tally(EXPORTED, null, 3, 2),
                        new Tally(PRINTED, null, 1, 1),
                        new Tally(null, 0, 2, 1),
                        new Tally(null, 1, 2, 2),
                        new Tally(EXPORTED, 0, 2, 1),
                        new Tally(EXPORTED, 1, 1, 1),
                        new Tally(PRINTED, 1, 1, 1));
        assertThat(storage.usage()
                        .tally(UsageFilter.of(ana.id()).withAction(PRINTED).between(START, end), days, 10))
                .contains(new Tally(null, null, 1, 1), new Tally(PRINTED, 1, 1, 1));
    }

    @Test
    void counts_nothing_as_nothing() {
        assertThat(storage.usage().tally(UsageFilter.all().between(START, START.plusSeconds(1)), List.of(START), 10))
                .containsExactly(new Tally(null, null, 0, 0));
    }

    @Test
    void tells_the_most_frequent_actions_apart_and_counts_the_others_with_the_rest() {
        Account ana = anAccount();
        change(() -> {
            for (int number = 0; number < 6; number++) {
                for (int times = 0; times <= number; times++) {
                    storage.usage().add(usage(ana.id(), "thing.done-" + number, START));
                }
            }
        });

        List<Tally> tallies =
                storage.usage().tally(UsageFilter.all().between(START, START.plusSeconds(1)), List.of(START), 2);

        assertThat(tallies)
                .containsExactlyInAnyOrder(
                        new Tally(null, null, 21, 1),
                        new Tally(null, 0, 21, 1),
                        new Tally("thing.done-5", null, 6, 1),
                        new Tally("thing.done-5", 0, 6, 1),
                        new Tally("thing.done-4", null, 5, 1),
                        new Tally("thing.done-4", 0, 5, 1));
    }

    private List<Usage> listed(UsageFilter filter) {
        return storage.usage().list(filter, PageRequest.first(200)).items();
    }

    private List<@Nullable Usage> record(Usage... usages) {
        return commit(() -> storage.usage().record(List.of(usages), START));
    }

    private static List<Usage> entries(UserId person, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> usage(person, EXPORTED, START.plusSeconds(number)))
                .toList();
    }

    private static Usage usage(UserId person, String action, Instant timestamp) {
        return new Usage(new UsageId(anId()), person, null, action, null, null, timestamp);
    }

    private static Usage keyed(UserId person, String eventKey, Instant timestamp) {
        return new Usage(new UsageId(anId()), person, null, EXPORTED, null, eventKey, timestamp);
    }
}
