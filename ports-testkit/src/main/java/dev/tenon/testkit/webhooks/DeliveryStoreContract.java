package dev.tenon.testkit.webhooks;

import static dev.tenon.testkit.webhooks.WebhookStoreContract.LEASE;
import static dev.tenon.testkit.webhooks.WebhookStoreContract.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import dev.tenon.ports.webhooks.spi.DeliveryStore.ClaimedDelivery;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Event;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Tried;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every queue of events does. */
public abstract class DeliveryStoreContract extends StorageContract {

    private static final UUID WORKER = Fixtures.anId();
    private static final UUID OTHER_WORKER = Fixtures.anId();
    private static final Instant LATER = START.plus(Duration.ofMinutes(10));
    private static final PageRequest PAGE = PageRequest.first(200);
    private static final Tried OK = new Tried(204, Duration.ofMillis(7), null, LATER);
    private static final Tried NO_ANSWER = new Tried(null, Duration.ofMillis(9), "no answer", LATER);

    /** Puts organizations into the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    // ---- who hears of what

    @Test
    void an_event_is_queued_for_each_webhook_that_asks_for_it() {
        Webhook all = stored(webhook(null, START));
        Webhook exact = stored(webhook(null, START, "member.joined", "role.created"));
        Webhook noun = stored(webhook(null, START, "member.*"));
        Webhook others = stored(webhook(null, START, "member.left", "members.*", "member"));

        Event joined = happened("member.joined", null);

        assertThat(Stream.of(all, exact, noun).map(this::queued))
                .allSatisfy(
                        queue -> assertThat(queue).extracting(Delivery::eventId).containsExactly(joined.id()));
        assertThat(queued(others)).isEmpty();
        assertThat(queued(all))
                .containsExactly(new Delivery(
                        all.id(),
                        joined.id(),
                        "member.joined",
                        DeliveryStatus.PENDING,
                        START,
                        START,
                        0,
                        START,
                        null,
                        null,
                        null,
                        null,
                        null));
        for (Webhook webhook : List.of(all, exact, noun, others)) {
            assertThat(webhook.asksFor("member.joined"))
                    .as("asked in words and in rows")
                    .isEqualTo(!queued(webhook).isEmpty());
        }
    }

    @Test
    void C1_an_organization_hears_of_its_own_events_and_the_installation_of_all() {
        OrganizationId anas = organizations().found(anAccount().id());
        OrganizationId evas = organizations().found(anAccount().id());
        Webhook ofAna = stored(webhook(anas, START));
        Webhook ofEva = stored(webhook(evas, START));
        Webhook installation = stored(webhook(null, START));

        Event inAnas = new Event(new EventId(Fixtures.anId()), "role.created", anas);
        Event inEvas = new Event(new EventId(Fixtures.anId()), "role.created", evas);
        Event elsewhere = new Event(new EventId(Fixtures.anId()), "role.created", null);
        change(() -> storage.deliveries().enqueue(List.of(inAnas, inEvas, elsewhere), START));

        assertThat(queued(ofAna)).extracting(Delivery::eventId).containsExactly(inAnas.id());
        assertThat(queued(ofEva)).extracting(Delivery::eventId).containsExactly(inEvas.id());
        assertThat(queued(installation)).hasSize(3);
    }

    @Test
    void nothing_is_queued_for_one_that_is_disabled() {
        Webhook webhook = stored(webhook(null, START));
        change(() -> storage.webhooks().disable(webhook.id(), Disabled.BY_HAND, START));

        happened("role.created", null);

        assertThat(queued(webhook)).isEmpty();
    }

    @Test
    void U1_what_is_rolled_back_is_not_queued() {
        Webhook webhook = stored(webhook(null, START));

        rollBack(() -> storage.deliveries()
                .enqueue(List.of(new Event(new EventId(Fixtures.anId()), "role.created", null)), START));

        assertThat(queued(webhook)).isEmpty();
    }

    // ---- claims

    @Test
    void claims_the_longest_due_and_gives_what_is_needed_to_tell_it() {
        Webhook webhook = stored(webhook(null, START));
        change(() -> storage.webhooks().rotate(webhook.id(), "second", LATER, START));
        Event first = happened("role.created", null);
        Event second = happenedAt("role.updated", START.plusSeconds(1));
        happenedAt("role.deleted", LATER.plusSeconds(1));

        List<ClaimedDelivery> claimed = claim(WORKER, LATER, 10, 10);

        assertThat(claimed).extracting(each -> each.delivery().eventId()).containsExactly(first.id(), second.id());
        assertThat(claimed).allSatisfy(each -> {
            assertThat(each.delivery().attempts()).isEqualTo(1);
            assertThat(each.webhook().id()).isEqualTo(webhook.id());
            assertThat(each.secrets().current()).isEqualTo("second");
            assertThat(each.secrets().previous()).isEqualTo("sealed");
            assertThat(each.secrets().previousUntil()).isEqualTo(LATER);
        });
    }

    @Test
    void of_one_webhook_so_many_are_under_way_and_each_gets_its_first_before_any_its_second() {
        Webhook busy = stored(webhook(null, START, "role.created"));
        for (int number = 0; number < 5; number++) {
            happenedAt("role.created", START.plusSeconds(number));
        }
        Webhook quiet = stored(webhook(null, START, "role.updated"));
        happenedAt("role.updated", START.plusSeconds(9));

        List<ClaimedDelivery> first = claim(WORKER, LATER, 2, 3);
        List<ClaimedDelivery> second = claim(OTHER_WORKER, LATER, 10, 3);

        assertThat(first).extracting(each -> each.webhook().id()).containsExactly(busy.id(), quiet.id());
        assertThat(second).extracting(each -> each.webhook().id()).containsExactly(busy.id(), busy.id());
        assertThat(claim(WORKER, LATER, 10, 3)).isEmpty();
        assertThat(claim(WORKER, LATER.plus(LEASE), 10, 3))
                .as("once their leases ran out")
                .hasSize(4);
    }

    @Test
    void of_one_that_fails_one_is_under_way_and_none_before_its_time() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        happened("role.updated", null);
        change(() -> storage.webhooks().failed(webhook.id(), START, LATER));

        assertThat(claim(WORKER, LATER.minusSeconds(1), 10, 5)).isEmpty();
        assertThat(claim(WORKER, LATER, 10, 5)).hasSize(1);
        assertThat(claim(WORKER, LATER, 10, 5)).isEmpty();
    }

    @Test
    void claims_nothing_of_one_that_is_disabled_or_gone() {
        Webhook disabled = stored(webhook(null, START));
        Webhook gone = stored(webhook(null, START));
        happened("role.created", null);
        change(() -> storage.webhooks().disable(disabled.id(), Disabled.FAILING, START));
        change(() -> storage.webhooks().delete(gone.id()));

        assertThat(claim(WORKER, LATER, 10, 5)).isEmpty();
        assertThat(storage.deliveries().backlog(LATER)).isEqualTo(new DeliveryBacklog(0, 0, null));
    }

    @Test
    void of_many_who_claim_at_once_each_delivery_goes_to_one() {
        stored(webhook(null, START));
        stored(webhook(null, START));
        for (int number = 0; number < 40; number++) {
            happenedAt("role.created", START.plusMillis(number));
        }

        List<List<ClaimedDelivery>> claims = Race.of(10, number -> claim(Fixtures.anId(), LATER, 10, 100));
        List<ClaimedDelivery> rest = claim(WORKER, LATER, 100, 100);

        List<String> all = Stream.concat(claims.stream().flatMap(List::stream), rest.stream())
                .map(each -> each.webhook().id() + " " + each.delivery().eventId())
                .toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(80);
    }

    @Test
    void of_many_who_claim_at_once_no_webhook_is_called_more_often_than_it_may() {
        stored(webhook(null, START));
        for (int number = 0; number < 40; number++) {
            happenedAt("role.created", START.plusMillis(number));
        }

        List<List<ClaimedDelivery>> claims = Race.of(10, number -> claim(Fixtures.anId(), LATER, 10, 4));

        assertThat(claims.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(4);
        assertThat(claims.stream().mapToInt(List::size).sum()
                        + claim(WORKER, LATER, 10, 4).size())
                .isEqualTo(4);
    }

    @Test
    void of_one_organization_so_many_are_under_way_and_others_are_told_meanwhile() {
        OrganizationId anas = organizations().found(anAccount().id());
        OrganizationId evas = organizations().found(anAccount().id());
        for (int number = 0; number < 5; number++) {
            stored(webhook(anas, START));
        }
        Webhook ofEva = stored(webhook(evas, START));
        Webhook installation = stored(webhook(null, START));
        for (int number = 0; number < 3; number++) {
            happened("role.created", anas);
        }
        Event inEvas = happened("role.created", evas);

        List<ClaimedDelivery> claimed = claim(WORKER, LATER, new Bounds(100, 2, 4));

        assertThat(claimed)
                .extracting(each -> each.webhook().organizationId())
                .filteredOn(anas::equals)
                .hasSize(4);
        assertThat(claimed).extracting(each -> each.webhook().id()).contains(ofEva.id(), installation.id());
        assertThat(claimed).extracting(each -> each.delivery().eventId()).contains(inEvas.id());
        assertThat(claim(OTHER_WORKER, LATER, new Bounds(100, 2, 4))).isEmpty();
        assertThat(claim(OTHER_WORKER, LATER, new Bounds(100, 2, 6)))
                .extracting(each -> each.webhook().organizationId())
                .containsExactly(anas, anas);
    }

    @Test
    void those_that_are_busy_take_no_place_of_those_that_wait() {
        for (int number = 0; number < 20; number++) {
            stored(webhook(null, START, "role.created"));
        }
        happened("role.created", null);
        assertThat(claim(WORKER, LATER, 100, 4)).hasSize(20);
        Webhook late = stored(webhook(null, START, "role.updated"));
        happenedAt("role.updated", LATER);

        assertThat(claim(WORKER, LATER, 1, 4))
                .extracting(each -> each.webhook().id())
                .containsExactly(late.id());
    }

    @Test
    void one_that_is_held_back_no_more_is_claimed() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        change(() -> storage.webhooks().failed(webhook.id(), START, LATER.plusSeconds(60)));
        assertThat(claim(WORKER, LATER, 10, 5)).isEmpty();

        change(() -> storage.webhooks().release(webhook.id()));

        assertThat(claim(WORKER, LATER, 10, 5)).hasSize(1);
    }

    // ---- what comes of it

    @Test
    void what_arrived_is_done_with() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        Delivery claimed = claim(WORKER, LATER, 1, 1).get(0).delivery();

        assertThat(delivered(claimed, WORKER)).isTrue();

        Delivery done = queued(webhook).get(0);
        assertThat(done.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(done.responseStatus()).isEqualTo(204);
        assertThat(done.duration()).isEqualTo(Duration.ofMillis(7));
        assertThat(done.deliveredAt()).isEqualTo(LATER);
        assertThat(done.lastAttemptAt()).isEqualTo(LATER);
        assertThat(claim(WORKER, LATER.plus(LEASE), 1, 1)).isEmpty();
    }

    @Test
    void what_failed_waits_for_its_time_or_is_given_up() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        Delivery once = claim(WORKER, LATER, 1, 1).get(0).delivery();
        assertThat(failed(once, WORKER, LATER.plusSeconds(30))).isTrue();
        assertThat(queued(webhook).get(0).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(queued(webhook).get(0).lastError()).isEqualTo("no answer");
        assertThat(claim(WORKER, LATER.plusSeconds(29), 1, 1)).isEmpty();

        Delivery twice = claim(WORKER, LATER.plusSeconds(30), 1, 1).get(0).delivery();
        assertThat(twice.attempts()).isEqualTo(2);
        assertThat(failed(twice, WORKER, null)).isTrue();

        assertThat(queued(webhook).get(0).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(claim(WORKER, LATER.plus(Duration.ofDays(1)), 1, 1)).isEmpty();
        assertThat(storage.deliveries().backlog(LATER)).isEqualTo(new DeliveryBacklog(0, 1, null));
    }

    @Test
    void who_has_lost_the_claim_marks_nothing() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        Delivery lost = claim(WORKER, LATER, 1, 1).get(0).delivery();
        Delivery taken = claim(OTHER_WORKER, LATER.plus(LEASE), 1, 1).get(0).delivery();

        assertThat(delivered(lost, WORKER)).isFalse();
        assertThat(failed(lost, WORKER, null)).isFalse();
        assertThat(delivered(lost, OTHER_WORKER)).as("an earlier attempt").isFalse();
        assertThat(queued(webhook).get(0).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivered(taken, OTHER_WORKER)).isTrue();
    }

    @Test
    void is_tried_again_by_hand_unless_it_is_under_way() {
        Webhook webhook = stored(webhook(null, START));
        EventId event = happened("role.created", null).id();
        Delivery claimed = claim(WORKER, LATER, 1, 1).get(0).delivery();
        assertThat(retried(webhook, event, LATER)).as("under way").isFalse();
        failed(claimed, WORKER, null);

        assertThat(retried(webhook, event, LATER)).isTrue();

        assertThat(queued(webhook).get(0).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(queued(webhook).get(0).attempts()).isZero();
        assertThat(claim(WORKER, LATER, 1, 1)).hasSize(1);
        assertThat(retried(webhook, new EventId(Fixtures.anId()), LATER)).isFalse();
    }

    @Test
    void replays_out_of_the_trail_what_the_webhook_asks_for() {
        OrganizationId organization = organizations().found(anAccount().id());
        Webhook all = stored(webhook(null, START, "account.*"));
        Webhook own = stored(webhook(organization, START));
        recorded(START.minusSeconds(1), null);
        EventId first = recorded(START, null);
        EventId second = recorded(START.plusSeconds(1), null);
        EventId inside = recorded(START.plusSeconds(2), organization);
        recorded(LATER, null);

        assertThat(replayed(all, START, LATER, 10)).isEqualTo(3);
        assertThat(replayed(own, START, LATER, 10)).isEqualTo(1);
        assertThat(replayed(all, START, LATER, 2)).as("at most so many").isEqualTo(2);
        assertThat(replayed(stored(webhook(null, START, "role.*")), START, LATER, 10))
                .isZero();

        assertThat(queued(all)).extracting(Delivery::eventId).containsExactlyInAnyOrder(first, second, inside);
        assertThat(queued(all)).allSatisfy(each -> assertThat(each.queuedAt()).isEqualTo(LATER));
        assertThat(queued(own))
                .singleElement()
                .satisfies(each -> assertThat(each.occurredAt()).isEqualTo(START.plusSeconds(2)));
    }

    @Test
    void a_replay_begins_anew_what_is_not_under_way() {
        Webhook webhook = stored(webhook(null, START));
        EventId event = recorded(START, null);
        replayed(webhook, START, LATER, 10);
        Delivery claimed = claim(WORKER, LATER, 1, 1).get(0).delivery();

        assertThat(replayed(webhook, START, LATER, 10))
                .as("counted, though it is under way")
                .isEqualTo(1);
        assertThat(delivered(claimed, WORKER)).as("and left as it is").isTrue();
        assertThat(replayed(webhook, START, LATER, 10)).isEqualTo(1);

        assertThat(queued(webhook)).singleElement().satisfies(again -> {
            assertThat(again.eventId()).isEqualTo(event);
            assertThat(again.status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(again.attempts()).isZero();
            assertThat(again.deliveredAt()).isNull();
        });
    }

    // ---- lists and numbers

    @Test
    void lists_the_newest_first_and_holds_still_in_pages() {
        Webhook webhook = stored(webhook(null, START));
        IntStream.range(0, 6).forEach(number -> happenedAt("role.created", START.plusSeconds(number)));
        List<Delivery> newestFirst = queued(webhook);
        assertThat(newestFirst.get(0).queuedAt()).isEqualTo(START.plusSeconds(5));

        holdsStillInPages(
                newestFirst,
                page -> storage.deliveries().list(webhook.id(), null, page),
                () -> happenedAt("role.created", START.plusSeconds(60)));
    }

    @Test
    void lists_those_of_a_status() {
        Webhook webhook = stored(webhook(null, START));
        happened("role.created", null);
        happened("role.updated", null);
        delivered(claim(WORKER, LATER, 1, 1).get(0).delivery(), WORKER);

        assertThat(list(webhook, DeliveryStatus.DELIVERED)).hasSize(1);
        assertThat(list(webhook, DeliveryStatus.PENDING)).hasSize(1);
        assertThat(list(webhook, DeliveryStatus.DEAD)).isEmpty();
        assertThat(storage.deliveries().backlog(LATER)).isEqualTo(new DeliveryBacklog(1, 0, START));
        assertThat(storage.deliveries().backlog(START.minusSeconds(1))).isEqualTo(new DeliveryBacklog(0, 0, null));
    }

    @Test
    void forgets_the_old_and_what_was_left_behind() {
        Webhook kept = stored(webhook(null, START));
        Webhook gone = stored(webhook(null, START));
        happenedAt("role.created", START);
        happenedAt("role.updated", LATER);
        change(() -> storage.webhooks().delete(gone.id()));

        assertThat(this.<Integer>commit(() -> storage.deliveries().deleteQueuedBefore(LATER, 100)))
                .isEqualTo(3);

        assertThat(queued(kept)).extracting(Delivery::eventType).containsExactly("role.updated");
        assertThat(queued(gone)).isEmpty();
        assertThat(this.<Integer>commit(() -> storage.deliveries().deleteQueuedBefore(LATER, 100)))
                .isZero();
    }

    private Webhook stored(Webhook webhook) {
        change(() -> storage.webhooks().insert(webhook, "sealed"));
        return webhook;
    }

    private Event happened(String type, @Nullable OrganizationId organization) {
        Event event = new Event(new EventId(Fixtures.anId()), type, organization);
        change(() -> storage.deliveries().enqueue(List.of(event), START));
        return event;
    }

    private Event happenedAt(String type, Instant time) {
        Event event = new Event(new EventId(Fixtures.anId()), type, null);
        change(() -> storage.deliveries().enqueue(List.of(event), time));
        return event;
    }

    /** A row of the trail that nobody was told of. */
    private EventId recorded(Instant time, @Nullable OrganizationId organization) {
        AuditEntry entry = new AuditEntry("account.updated", "users", "1", Map.of(), Map.of(), organization);
        Unchained row = Fixtures.anUnchainedRow(null, entry, time);
        String chain = organization == null ? "global" : organization.toString();
        change(() -> storage.audit().append(chain, List.of(row)));
        return new EventId(row.id().value());
    }

    private int replayed(Webhook webhook, Instant from, Instant to, int limit) {
        return commit(() -> storage.deliveries().replay(webhook, from, to, limit, LATER));
    }

    private boolean retried(Webhook webhook, EventId event, Instant now) {
        return commit(() -> storage.deliveries().retry(webhook.id(), event, now));
    }

    private List<ClaimedDelivery> claim(UUID worker, Instant now, int limit, int mostOfOne) {
        return claim(worker, now, new Bounds(limit, mostOfOne, 100));
    }

    private List<ClaimedDelivery> claim(UUID worker, Instant now, Bounds bounds) {
        return commit(() -> storage.deliveries().claim(worker, now, now.plus(LEASE), bounds));
    }

    private boolean delivered(Delivery delivery, UUID worker) {
        return commit(() -> storage.deliveries().markDelivered(delivery, worker, OK));
    }

    private boolean failed(Delivery delivery, UUID worker, @Nullable Instant next) {
        return commit(() -> storage.deliveries().markFailed(delivery, worker, next, NO_ANSWER));
    }

    private List<Delivery> queued(Webhook webhook) {
        return list(webhook, null);
    }

    private List<Delivery> list(Webhook webhook, @Nullable DeliveryStatus status) {
        WebhookId id = webhook.id();
        return storage.deliveries().list(id, status, PAGE).items();
    }
}
