package dev.tenon.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOrder;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeQuestion;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure.Effect;
import dev.tenon.ports.payments.spi.PaymentGateway.KeptMethod;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOrder;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOutcome;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeGatewayTest {

    private static final Money PRICE = new Money(2900, Currency.getInstance("USD"));
    private static final URI BACK = URI.create("https://tenon.example.org/");

    private FakeStripe stripe = null;
    private StripeGateway gateway = null;

    @BeforeEach
    void start() throws IOException {
        stripe = FakeStripe.start();
        gateway = StripeGateway.with(settings(stripe.url()));
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Test
    void keeps_a_card_for_a_customer_of_its_own_and_forgets_it() throws GatewayFailure {
        KeptMethod card = kept("pm_card");

        assertThat(card.label()).isEqualTo("visa •••• 4242, 07/2030");
        assertThat(card.reference()).matches("cus_\\d+:pm_card");
        assertThat(kept("pm_debit").label()).isEqualTo("sepa_debit");
        gateway.forget(card.reference());
        gateway.forget(card.reference());
        assertThat(gateway.charge(order("1", card.reference(), false)))
                .isEqualTo(new ChargeOutcome.DeclinedHard(null, "resource_missing"));
    }

    @Test
    void refuses_what_is_no_way_of_paying() throws GatewayFailure {
        assertThat(gateway.keep("1", "4242424242424242")).isEmpty();
        assertThat(gateway.keep("1", "pm_../customers")).isEmpty();
        assertThat(stripe.asked).as("nothing that is no name goes out").isEmpty();
        assertThat(gateway.keep("1", "pm_unknown")).isEmpty();
        assertThat(gateway.keep("2", "pm_declined_at_once")).isEmpty();
    }

    @Test
    void charges_off_session_under_the_payments_own_key() throws GatewayFailure {
        ChargeOutcome outcome = gateway.charge(order("1", kept("pm_card").reference(), false));

        assertThat(outcome).isEqualTo(new ChargeOutcome.Succeeded("pi_2"));
        FakeStripe.Asked asked = stripe.asked.getLast();
        assertThat(asked.idempotencyKey()).isEqualTo("tenon-1");
        assertThat(asked.form())
                .containsEntry("amount", "2900")
                .containsEntry("currency", "usd")
                .containsEntry("confirm", "true")
                .containsEntry("off_session", "true")
                .containsEntry("description", "INV-000001")
                .containsEntry("metadata[tenon_payment]", "1")
                .doesNotContainKey("return_url");
    }

    @Test
    void sends_whoever_is_there_to_the_bank_and_back() throws GatewayFailure {
        ChargeOutcome outcome = gateway.charge(order("1", kept("pm_confirm").reference(), true));

        assertThat(outcome)
                .isEqualTo(new ChargeOutcome.NeedsAction("pi_2", URI.create("https://hooks.example.org/3d-secure")));
        assertThat(stripe.asked.getLast().form())
                .containsEntry("return_url", BACK.toString())
                .doesNotContainKey("off_session");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_soft, false, insufficient_funds",
        "pm_hard, true, stolen_card",
        "pm_expired, true, expired_card",
        "pm_auth, true, authentication_required"
    })
    void tells_declines_that_may_pass_from_those_that_stay(String token, boolean isHard, String reason)
            throws GatewayFailure {
        String card = kept(token).reference();

        ChargeOutcome outcome = gateway.charge(order("1", card, false));

        assertThat(outcome)
                .isEqualTo(
                        isHard
                                ? new ChargeOutcome.DeclinedHard("pi_2", reason)
                                : new ChargeOutcome.DeclinedSoftly("pi_2", reason));
        assertThat(find("1", card, "pi_2")).as("asked again").contains(outcome);
        assertThat(find("1", card, null)).as("asked by its key").contains(outcome);
    }

    @Test
    void M2_a_charge_is_made_once_however_often_it_is_ordered() throws GatewayFailure {
        String card = kept("pm_card").reference();

        List<ChargeOutcome> outcomes = Race.of(10, number -> charged(order("1", card, false)));

        assertThat(outcomes).containsOnly(new ChargeOutcome.Succeeded("pi_2"));
        assertThat(stripe.intents()).hasSize(1);
    }

    @Test
    void what_got_no_answer_is_unknown_and_found_by_its_key() throws GatewayFailure {
        StripeGateway impatient = StripeGateway.with(settings(stripe.url()).waiting(Duration.ofMillis(300)));
        String slow = kept("pm_slow").reference();
        String breaks = kept("pm_breaks").reference();

        assertFails(Effect.UNKNOWN, () -> impatient.charge(order("1", slow, false)));
        assertFails(Effect.UNKNOWN, () -> gateway.charge(order("2", breaks, false)));

        assertThat(find("1", slow, null))
                .get(type(ChargeOutcome.Succeeded.class))
                .isNotNull();
        assertThat(find("2", breaks, null))
                .get(type(ChargeOutcome.Succeeded.class))
                .isNotNull();
        assertThat(find("3", slow, null)).as("never ordered").isEmpty();
        assertThat(find("2", null, null)).as("the card is forgotten").isPresent();
    }

    @Test
    void what_surely_was_not_done_is_no_mystery() throws GatewayFailure {
        String limited = kept("pm_limited").reference();
        StripeGateway elsewhere = StripeGateway.with(settings(FakeStripe.nobody()));
        StripeGateway stranger =
                StripeGateway.with(StripeSettings.of("sk_wrong", null, BACK).at(stripe.url()));

        assertFails(Effect.NONE, () -> gateway.charge(order("1", limited, false)));
        assertFails(Effect.NONE, () -> elsewhere.charge(order("1", limited, false)));
        assertFails(Effect.NONE, () -> stranger.charge(order("1", limited, false)));
        assertThat(stripe.intents()).isEmpty();
    }

    @Test
    void withdraws_what_waits_and_nothing_else() throws GatewayFailure {
        String card = kept("pm_confirm").reference();
        gateway.charge(order("1", card, true));
        gateway.charge(order("2", card, true));
        stripe.confirm("pi_3");

        assertThat(gateway.withdraw(question("1", card, "pi_2")))
                .contains(new ChargeOutcome.DeclinedSoftly("pi_2", "canceled"));
        assertThat(gateway.withdraw(question("2", card, "pi_3"))).contains(new ChargeOutcome.Succeeded("pi_3"));
        assertThat(gateway.withdraw(question("3", card, null))).isEmpty();
    }

    @Test
    void M1_gives_back_in_parts_once_each_and_never_more_than_came_in() throws GatewayFailure {
        gateway.charge(order("1", kept("pm_card").reference(), false));

        RefundOutcome first = gateway.refund(new RefundOrder("a", "pi_2", usd(900)));
        RefundOutcome again = gateway.refund(new RefundOrder("a", "pi_2", usd(900)));
        RefundOutcome more = gateway.refund(new RefundOrder("b", "pi_2", usd(2001)));

        assertThat(first).isInstanceOf(RefundOutcome.Succeeded.class).isEqualTo(again);
        assertThat(more).isEqualTo(new RefundOutcome.Refused("charge_already_refunded"));
        assertThat(stripe.refunds()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"JPY, 500, 500", "USD, 500, 500", "KWD, 1230, 1230", "ISK, 5, 500", "UGX, 5, 500", "MGA, 500, 5"})
    void counts_currencies_as_stripe_does(String code, long minor, long counted) throws GatewayFailure {
        assertThat(StripeAmount.of(new Money(minor, Currency.getInstance(code))))
                .isEqualTo(counted);
    }

    @Test
    void charges_nothing_that_would_have_to_be_rounded() {
        assertFails(Effect.NONE, () -> StripeAmount.of(new Money(1234, Currency.getInstance("KWD"))));
        assertFails(Effect.NONE, () -> StripeAmount.of(new Money(150, Currency.getInstance("MGA"))));
    }

    @Test
    void shows_no_key_and_asks_nobody_else() {
        assertThat(StripeSettings.of("sk_live_secret", "whsec_x", BACK).toString())
                .doesNotContain("sk_live_secret", "whsec_x");
        assertThatThrownBy(() -> settings(URI.create("http://stripe.example.org")))
                .hasMessageContaining("over https");
        assertThatThrownBy(() -> StripeSettings.of(" ", null, BACK)).hasMessageContaining("secret key");
    }

    private ChargeOutcome charged(ChargeOrder order) {
        try {
            return gateway.charge(order);
        } catch (GatewayFailure failure) {
            throw new AssertionError(failure);
        }
    }

    private KeptMethod kept(String token) throws GatewayFailure {
        return gateway.keep("method-" + token, token).orElseThrow();
    }

    private Optional<ChargeOutcome> find(String key, @Nullable String card, @Nullable String reference)
            throws GatewayFailure {
        return gateway.find(question(key, card, reference));
    }

    private static ChargeQuestion question(String key, @Nullable String card, @Nullable String reference) {
        return new ChargeQuestion(key, card, reference, MovableClock.START);
    }

    private static ChargeOrder order(String key, String card, boolean isPersonPresent) {
        return new ChargeOrder(key, PRICE, card, "INV-000001", isPersonPresent);
    }

    private static StripeSettings settings(URI api) {
        return StripeSettings.of("sk_test", "whsec_test", BACK).at(api);
    }

    private static Money usd(long minor) {
        return new Money(minor, Currency.getInstance("USD"));
    }

    private interface Asking {
        void ask() throws GatewayFailure;
    }

    private static void assertFails(Effect effect, Asking asking) {
        assertThatThrownBy(asking::ask)
                .isInstanceOfSatisfying(
                        GatewayFailure.class,
                        failure -> assertThat(failure.effect()).isEqualTo(effect));
    }
}
