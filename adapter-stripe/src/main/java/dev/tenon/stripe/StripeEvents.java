package dev.tenon.stripe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import com.stripe.net.Webhook;
import dev.tenon.ports.payments.spi.PaymentGateway.EventReader;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stripe's events, once their signature is checked. */
record StripeEvents(String secret) implements EventReader {

    @Override
    public Optional<GatewayEvent> read(String body) {
        try {
            // The library would take the envelopes of clouds as well, which nobody sends here.
            return JsonParser.parseString(body) instanceof JsonObject object && isEvent(object)
                    ? Optional.of(told(Webhook.constructEventWithoutVerification(body)))
                    : Optional.empty();
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isEvent(JsonObject object) {
        return "event".equals(text(object, "object"))
                && text(object, "id") != null
                && text(object, "type") != null
                && object.get("created") instanceof JsonPrimitive created
                && created.isNumber();
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : null;
    }

    private static GatewayEvent told(Event event) {
        StripeObject object = object(event);
        Instant at = Instant.ofEpochSecond(event.getCreated());
        if (object instanceof PaymentIntent intent && event.getType().startsWith("payment_intent.")) {
            String key = metadata(intent.getMetadata(), StripeGateway.CHARGE_KEY);
            return new GatewayEvent(
                    event.getId(),
                    event.getType(),
                    at,
                    key,
                    intent.getStatus() == null ? null : StripeAnswers.outcome(intent),
                    null);
        }
        if (object instanceof Refund refund) {
            String key = metadata(refund.getMetadata(), StripeGateway.REFUND_KEY);
            return new GatewayEvent(event.getId(), event.getType(), at, key, null, StripeAnswers.outcome(refund));
        }
        return new GatewayEvent(event.getId(), event.getType(), at, null, null, null);
    }

    private static @Nullable String metadata(@Nullable Map<String, String> metadata, String key) {
        return metadata == null ? null : metadata.get(key);
    }

    /** The object, of an API version that is not the library's too: what is looked at here has the same name in all. */
    private static @Nullable StripeObject object(Event event) {
        if (event.getData() == null) {
            return null;
        }
        Optional<StripeObject> known = event.getDataObjectDeserializer().getObject();
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return event.getDataObjectDeserializer().deserializeUnsafe();
        } catch (EventDataObjectDeserializationException unknown) {
            return null;
        }
    }
}
