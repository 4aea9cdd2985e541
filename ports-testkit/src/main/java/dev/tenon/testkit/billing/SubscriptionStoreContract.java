package dev.tenon.testkit.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every store of subscriptions does. */
public abstract class SubscriptionStoreContract extends StorageContract {

    @Test
    void finds_a_subscription_as_it_was_inserted() {
        Account ana = anAccount();
        Subscription subscription = Fixtures.aSubscription(ana.id(), plan("Standard"));

        stored(subscription);

        assertThat(storage.subscriptions().find(subscription.id())).contains(subscription);
        assertThat(storage.subscriptions().findLive(ana.id())).contains(subscription);
    }

    @Test
    void keeps_the_end_of_a_subscription() {
        Subscription open =
                Fixtures.aSubscription(anAccount().id(), plan("Premium"), SubscriptionStatus.CANCELED, START);
        Subscription ended = new Subscription(
                open.id(),
                open.userId(),
                open.planId(),
                open.status(),
                open.price(),
                open.interval(),
                open.startDate(),
                open.startDate().plusMonths(1),
                open.billingAnchor(),
                open.currentPeriodStart(),
                open.currentPeriodEnd(),
                true,
                open.createdAt(),
                open.updatedAt().plusSeconds(5));

        stored(ended);

        assertThat(storage.subscriptions().find(ended.id())).contains(ended);
    }

    @Test
    void finds_no_subscription_that_is_not_there() {
        assertThat(storage.subscriptions().find(new SubscriptionId(Fixtures.anId())))
                .isEmpty();
        assertThat(storage.subscriptions().findLive(anAccount().id())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refuses_a_second_live_subscription() {
        return Stream.of(SubscriptionStatus.values())
                .filter(SubscriptionStatus::isLive)
                .map(status -> DynamicTest.dynamicTest("beside one that is " + status, () -> {
                    Account ana = anAccount();
                    Subscription first = stored(Fixtures.aSubscription(ana.id(), plan(Plan.FREE), status, START));
                    Subscription second = Fixtures.aSubscription(ana.id(), plan("Standard"));

                    assertThatExceptionOfType(Refusal.class)
                            .isThrownBy(() -> stored(second))
                            .extracting(Refusal::code)
                            .isEqualTo(SubscriptionRefusal.ALREADY_LIVE);

                    assertThat(storage.subscriptions().findLive(ana.id())).contains(first);
                    assertThat(storage.subscriptions().find(second.id())).isEmpty();
                }));
    }

    @Test
    void takes_a_live_subscription_beside_those_that_are_over() {
        Account ana = anAccount();
        stored(Fixtures.aSubscription(ana.id(), plan("Standard"), SubscriptionStatus.CANCELED, START));
        stored(Fixtures.aSubscription(ana.id(), plan("Standard"), SubscriptionStatus.EXPIRED, START));
        assertThat(storage.subscriptions().findLive(ana.id())).isEmpty();

        Subscription live = stored(Fixtures.aSubscription(ana.id(), plan("Standard")));

        assertThat(storage.subscriptions().findLive(ana.id())).contains(live);
    }

    @Test
    void of_twenty_subscriptions_of_one_person_one_is_live() {
        Account ana = anAccount();

        List<Boolean> started = Race.of(20, number -> {
            try {
                stored(Fixtures.aSubscription(ana.id(), plan("Standard")));
                return true;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isEqualTo(SubscriptionRefusal.ALREADY_LIVE);
                return false;
            }
        });

        assertThat(started).containsOnlyOnce(true).hasSize(20);
        assertThat(list(ana)).hasSize(1);
    }

    @Test
    void a_subscription_that_was_rolled_back_leaves_room_for_another() {
        Account ana = anAccount();
        rollBack(() -> storage.subscriptions().insert(Fixtures.aSubscription(ana.id(), plan("Standard"))));
        assertThat(storage.subscriptions().findLive(ana.id())).isEmpty();

        Subscription next = stored(Fixtures.aSubscription(ana.id(), plan(Plan.FREE)));

        assertThat(list(ana)).containsExactly(next);
    }

    @Test
    void lists_a_persons_subscriptions_newest_first_page_by_page() {
        Account ana = anAccount();
        List<Subscription> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3)
                .mapToObj(second -> canceled(ana, START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(this::stored);
        stored(canceled(anAccount(), START));

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.subscriptions().list(ana.id(), page),
                () -> stored(canceled(ana, START.plusSeconds(4))));
    }

    private Subscription canceled(Account account, Instant createdAt) {
        return Fixtures.aSubscription(account.id(), plan("Standard"), SubscriptionStatus.CANCELED, createdAt);
    }

    private Subscription stored(Subscription subscription) {
        change(() -> storage.subscriptions().insert(subscription));
        return subscription;
    }

    private List<Subscription> list(Account account) {
        return storage.subscriptions().list(account.id(), PageRequest.first(50)).items();
    }

    private Plan plan(String name) {
        return storage.plans().findByName(name).orElseThrow();
    }
}
