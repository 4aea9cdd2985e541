package dev.tenon.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import dev.tenon.ports.payments.spi.PaymentGateway.EventReader;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOutcome;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeEventsTest {

    private final EventReader events = StripeGateway.with(
                    StripeSettings.of("sk_test", "whsec_test", URI.create("https://tenon.example.org/")))
            .events()
            .orElseThrow();

    @Test
    void tells_what_became_of_a_payment_whatever_version_of_the_api_says_it() {
        for (String version : new String[] {"2026-07-29.dahlia", "2019-12-03"}) {
            GatewayEvent event = read("payment_intent.succeeded", version, """
                    {"id": "pi_1", "object": "payment_intent", "status": "succeeded",
                     "metadata": {"tenon_payment": "the key"}}""");

            assertThat(event)
                    .isEqualTo(new GatewayEvent(
                            "evt_1",
                            "payment_intent.succeeded",
                            Instant.parse("2026-01-01T00:00:00Z"),
                            "the key",
                            new ChargeOutcome.Succeeded("pi_1"),
                            null));
        }
    }

    @Test
    void tells_declines_and_what_has_to_be_confirmed() {
        assertThat(read("payment_intent.payment_failed", "2026-07-29.dahlia", """
                        {"id": "pi_1", "object": "payment_intent", "status": "requires_payment_method",
                         "last_payment_error": {"code": "card_declined", "decline_code": "lost_card"},
                         "metadata": {"tenon_payment": "the key"}}""")
                        .charge())
                .isEqualTo(new ChargeOutcome.DeclinedHard("pi_1", "lost_card"));
        assertThat(read("payment_intent.canceled", "2026-07-29.dahlia", """
                        {"id": "pi_1", "object": "payment_intent", "status": "canceled", "metadata": {}}""").about())
                .isNull();
    }

    @Test
    void tells_what_became_of_a_refund() {
        assertThat(read("refund.failed", "2026-07-29.dahlia", """
                        {"id": "re_1", "object": "refund", "status": "failed", "failure_reason": "lost_or_stolen_card",
                         "metadata": {"tenon_refund": "the key"}}""").refund())
                .isEqualTo(new RefundOutcome.Refused("lost_or_stolen_card"));
    }

    @Test
    void what_it_does_not_know_is_about_nothing() {
        GatewayEvent event = read("customer.created", "2026-07-29.dahlia", """
                {"id": "cus_1", "object": "customer"}""");

        assertThat(event.about()).isNull();
        assertThat(event.charge()).isNull();
        assertThat(read("moon.rose", "2026-07-29.dahlia", "{\"object\": \"moon\"}")
                        .about())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "7", "{}", "{\"id\": 7}", "{\"id\": \"evt_1\", \"type\": [], \"created\": 1}"})
    void what_is_no_event_is_not_read(String body) {
        assertThat(events.read(body)).isEmpty();
    }

    /** The library's own check agrees with what Tenon takes, of which the core decides. */
    @Test
    void M3_the_secret_signs_as_the_library_does() throws Exception {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        String header = Webhook.Signature.generateSignatureHeader("{}", events.secret(), now.getEpochSecond());

        assertThat(header).matches("t=1767225600,v1=[0-9a-f]{64}");
        assertThat(isGood("{}", header, now.plusSeconds(300))).isTrue();
        assertThat(isGood("{} ", header, now)).isFalse();
    }

    private boolean isGood(String body, String header, Instant now) {
        try {
            return Webhook.Signature.verifyHeader(body, header, events.secret(), 300, Clock.fixed(now, ZoneOffset.UTC));
        } catch (SignatureVerificationException refused) {
            return false;
        }
    }

    private GatewayEvent read(String type, String version, String object) {
        return events.read("""
                        {"id": "evt_1", "object": "event", "type": "%s", "api_version": "%s", "created": 1767225600,
                         "data": {"object": %s}}""".formatted(type, version, object)).orElseThrow();
    }
}
