package dev.tenon.testkit.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
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
    void writes_everything_that_can_change() {
        Subscription begun = stored(Fixtures.aSubscription(anAccount().id(), plan("Premium")));
        Instant now = START.plusSeconds(5);
        Subscription wanted = begun.on(plan("Standard"))
                .paused(PauseReason.UNPAID, START.plusSeconds(1))
                .anchoredAt(START.plusSeconds(2))
                .in(new Period(START.plusSeconds(3), START.plusSeconds(4)), dollars("1.50"))
                .triedUntil(START.plusSeconds(6))
                .reminded(START.plusSeconds(7))
                .changingAtPeriodEnd(plan("Premium").id())
                .until(begun.startDate().plusDays(9))
                .dueAt(START.plusSeconds(8));

        Subscription written =
                commit(() -> storage.subscriptions().update(wanted, now)).orElseThrow();

        assertThat(written).isEqualTo(wanted.stored(now));
        assertThat(written.revision()).isEqualTo(2);
        assertThat(storage.subscriptions().find(begun.id())).contains(written);

        Subscription ended = commit(() -> storage.subscriptions()
                        .update(written.cancelingAtPeriodEnd(true).canceled(now).dueAt(null), now))
                .orElseThrow();
        assertThat(storage.subscriptions().find(begun.id())).contains(ended);
        assertThat(ended.endDate()).isEqualTo(ended.startDate());
        assertThat(storage.subscriptions().findLive(begun.userId())).isEmpty();
    }

    @Test
    void writes_no_subscription_that_was_changed_in_the_meantime() {
        Subscription begun = stored(Fixtures.aSubscription(anAccount().id(), plan("Standard")));
        Subscription changed = written(begun.cancelingAtPeriodEnd(true));

        assertThat(commit(() -> storage.subscriptions().update(begun.on(plan("Premium")), START)))
                .isEmpty();

        assertThat(storage.subscriptions().find(begun.id())).contains(changed);
    }

    @Test
    void an_organizations_subscription_is_its_own_and_not_of_who_subscribed() {
        Account ana = anAccount();
        OrganizationId acme = anOrganization(ana, "acme");
        OrganizationId other = anOrganization(ana, "other");
        Subscription own = stored(Fixtures.aSubscription(ana.id(), plan(Plan.FREE)));
        Subscription theirs = stored(of(acme, ana, SubscriptionStatus.ACTIVE, START));

        assertThat(storage.subscriptions().findLive(ana.id())).contains(own);
        assertThat(storage.subscriptions().findLive(acme)).contains(theirs);
        assertThat(commit(() -> storage.subscriptions().lockLive(acme))).contains(theirs);
        assertThat(commit(() -> storage.subscriptions().lockLive(other))).isEmpty();
        assertThat(list(ana)).containsExactly(own);
        assertThat(listed(SubscriptionFilter.of(acme))).containsExactly(theirs);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> stored(of(acme, ana, SubscriptionStatus.TRIALING, START)))
                .extracting(Refusal::code)
                .isEqualTo(SubscriptionRefusal.ALREADY_LIVE);
        stored(of(acme, ana, SubscriptionStatus.EXPIRED, START));
    }

    @Test
    void lists_by_status_and_plan() {
        Account ana = anAccount();
        Account ben = anAccount();
        Subscription past = stored(canceled(ana, START));
        Subscription live = stored(
                Fixtures.aSubscription(ana.id(), plan("Premium"), SubscriptionStatus.PAST_DUE, START.plusSeconds(1)));
        Subscription others = stored(
                Fixtures.aSubscription(ben.id(), plan("Premium"), SubscriptionStatus.ACTIVE, START.plusSeconds(2)));

        assertThat(listed(SubscriptionFilter.all())).containsExactly(others, live, past);
        assertThat(listed(SubscriptionFilter.all().on(plan("Premium").id()))).containsExactly(others, live);
        assertThat(listed(SubscriptionFilter.all().in(SubscriptionStatus.PAST_DUE)))
                .containsExactly(live);
        assertThat(listed(SubscriptionFilter.of(ana.id()).in(SubscriptionStatus.CANCELED)))
                .containsExactly(past);
        assertThat(listed(SubscriptionFilter.of(ben.id())
                        .in(SubscriptionStatus.ACTIVE)
                        .on(plan("Standard").id())))
                .isEmpty();
    }

    @Test
    void finds_what_is_due_in_the_order_of_its_time() {
        Subscription second = due(START.plusSeconds(2));
        Subscription first = due(START.plusSeconds(1));
        due(START.plusSeconds(3));
        stored(Fixtures.aSubscription(anAccount().id(), plan("Standard")));
        Subscription ended = due(START);
        written(storage.subscriptions().find(ended.id()).orElseThrow().canceled(START));

        assertThat(storage.subscriptions().due(START.plusSeconds(2), 10)).containsExactly(first.id(), second.id());
        assertThat(storage.subscriptions().due(START.plusSeconds(9), 1)).containsExactly(first.id());
        assertThat(storage.subscriptions().due(START, 10)).isEmpty();
    }

    @Test
    void what_is_due_is_claimed_by_one_and_nobody_waits() {
        Subscription due = due(START.plusSeconds(1));
        Instant now = START.plusSeconds(1);

        change(() -> {
            assertThat(storage.subscriptions().claimDue(due.id(), now)).contains(due);
            assertThat(Race.await(Race.start(
                            () -> commit(() -> storage.subscriptions().claimDue(due.id(), now)))))
                    .isEmpty();
            storage.subscriptions().update(due.dueAt(START.plusSeconds(2)), now);
        });

        assertThat(commit(() -> storage.subscriptions().claimDue(due.id(), now)))
                .as("not due any more")
                .isEmpty();
        assertThat(commit(() -> storage.subscriptions().claimDue(due.id(), START.plusSeconds(2))))
                .isPresent();
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
                page -> storage.subscriptions().list(SubscriptionFilter.of(ana.id()), page),
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
        return listed(SubscriptionFilter.of(account.id()));
    }

    private List<Subscription> listed(SubscriptionFilter filter) {
        return storage.subscriptions().list(filter, PageRequest.first(50)).items();
    }

    private Subscription due(Instant at) {
        return stored(Fixtures.aSubscription(anAccount().id(), plan("Standard")).dueAt(at));
    }

    private Subscription written(Subscription subscription) {
        return commit(() -> storage.subscriptions().update(subscription, START)).orElseThrow();
    }

    private OrganizationId anOrganization(Account owner, String slug) {
        Organization organization = Fixtures.anOrganization(owner.id(), slug, START);
        change(() -> storage.organizations().insertIfAbsent(organization, Fixtures.anId()));
        return organization.id();
    }

    private Subscription of(
            OrganizationId organization, Account subscriber, SubscriptionStatus status, Instant createdAt) {
        return Fixtures.aSubscription(subscriber.id(), organization, plan("Standard"), status, createdAt);
    }

    private static Money dollars(String amount) {
        return Money.of(new BigDecimal(amount), Currency.getInstance("USD"));
    }

    private Plan plan(String name) {
        return storage.plans().findByName(name).orElseThrow();
    }
}
