package dev.tenon.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.plans.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A subscription from its first payment to what its end of payments does, with nobody's doing but the clock's. */
class PaidSubscriptionTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Plan standard = house.storage.plans().findByName("Standard").orElseThrow();

    @Test
    void is_active_once_the_first_payment_came_in_and_is_renewed_each_month() {
        card("card-succeeds");
        Subscription begun = subscribe();
        assertThat(begun.status()).isEqualTo(SubscriptionStatus.INCOMPLETE);

        house.runJobs();
        assertThat(now(begun).status()).isEqualTo(SubscriptionStatus.ACTIVE);
        for (int day = 0; day < 70; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.runJobs();
        }

        assertThat(now(begun).status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(house.bank.charges()).as("January, February and March").isEqualTo(3);
    }

    @Test
    void without_a_way_to_pay_it_expires_and_nothing_is_asked_for() {
        Subscription begun = subscribe();

        house.runJobs();
        house.clock.advance(Duration.ofHours(24));
        house.runJobs();

        assertThat(now(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(house.bank.charges()).isZero();
    }

    @Test
    void is_past_due_while_payments_fail_recovers_with_another_card_and_ends_without() {
        card("card-succeeds");
        Subscription begun = subscribe();
        house.runJobs();
        card("card-declines-softly");
        house.clock.advance(Duration.ofDays(31));
        house.runJobs();
        assertThat(now(begun).status()).isEqualTo(SubscriptionStatus.PAST_DUE);

        card("card-succeeds");
        house.runJobs();
        assertThat(now(begun).status()).isEqualTo(SubscriptionStatus.ACTIVE);

        card("card-declines-softly");
        for (int day = 0; day < 50; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.runJobs();
        }
        assertThat(now(begun).status()).isIn(SubscriptionStatus.CANCELED, SubscriptionStatus.PAUSED);
        assertThat(house.bank.charges()).isEqualTo(2);
    }

    private Subscription subscribe() {
        return house.tenon.subscriptions().start(ana, NewSubscription.to(standard.id()));
    }

    private Subscription now(Subscription subscription) {
        return house.storage.subscriptions().find(subscription.id()).orElseThrow();
    }

    private void card(String token) {
        house.tenon.paymentMethods().add(ana, new NewPaymentMethod(null, null, token, true));
    }
}
