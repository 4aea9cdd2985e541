package dev.tenon.ports.payments.spi;

import dev.tenon.ports.kernel.Money;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Moves money at somebody's. Called outside of any unit of work, by many threads; may block for as long as its own timeouts say,
 * never longer. What is ordered twice under one key is done once.
 */
@API(status = API.Status.STABLE)
public interface PaymentGateway {

    /** What names are made of. */
    Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    /**
     * A way of paying that the gateway keeps now.
     *
     * @param reference by which it is charged; kept sealed, at most 500 characters
     * @param label what people know it by
     */
    record KeptMethod(String reference, String label) {}

    /**
     * Money to collect.
     *
     * @param key under which it is done once
     * @param method the reference of a way of paying
     * @param description what it is for, in a few words
     * @param isPersonPresent whether somebody is there who could confirm it
     */
    record ChargeOrder(String key, Money amount, String method, String description, boolean isPersonPresent) {}

    /**
     * A charge to ask about.
     *
     * @param method the reference of the way of paying that it was ordered with; {@code null} if that is gone
     * @param reference the gateway's own name for it; {@code null} if nobody knows it
     */
    record ChargeQuestion(
            String key, @Nullable String method, @Nullable String reference, Instant orderedAt) {}

    /** What became of a charge. */
    sealed interface ChargeOutcome {

        /** The gateway's own name for the charge; {@code null} if it made none. */
        @Nullable
        String reference();

        /** The money is ours. */
        record Succeeded(String reference) implements ChargeOutcome {}

        /** Another time it may work. */
        record DeclinedSoftly(@Nullable String reference, String reason) implements ChargeOutcome {}

        /** With this way of paying it will not work. */
        record DeclinedHard(@Nullable String reference, String reason) implements ChargeOutcome {}

        /** Somebody has to confirm it there. */
        record NeedsAction(String reference, URI url) implements ChargeOutcome {}

        /** The gateway works on it, and will know later. */
        record Processing(String reference) implements ChargeOutcome {}
    }

    /**
     * Money to give back.
     *
     * @param key under which it is done once
     * @param charge the gateway's own name for the charge
     */
    record RefundOrder(String key, String charge, Money amount) {}

    /** What became of money that is to go back. */
    sealed interface RefundOutcome {

        /** It went back, or goes for sure. */
        record Succeeded(String reference) implements RefundOutcome {}

        /** It does not go back. */
        record Refused(String reason) implements RefundOutcome {}

        /** The gateway works on it. */
        record Processing(String reference) implements RefundOutcome {}
    }

    /**
     * What a gateway told by itself.
     *
     * @param id the same for the same event, however often it is told
     * @param type the gateway's word for it
     * @param occurredAt when it happened there
     * @param about the key of a charge or a refund; {@code null} if it is about neither
     * @param charge what became of a charge; {@code null} if it tells nothing of the sort
     * @param refund what became of a refund; {@code null} if it tells nothing of the sort
     */
    record GatewayEvent(
            String id,
            String type,
            Instant occurredAt,
            @Nullable String about,
            @Nullable ChargeOutcome charge,
            @Nullable RefundOutcome refund) {}

    /**
     * Reads what a gateway tells by itself, once its signature is checked: HMAC-SHA-256 over the seconds, a dot and the body, which over
     * HTTP comes as {@code Payment-Signature: t=SECONDS,v1=HEX}, or from Stripe as {@code Stripe-Signature}.
     */
    interface EventReader {

        /** The secret that both sides know, as text. */
        String secret();

        /** Reads an event; empty if it is none. */
        Optional<GatewayEvent> read(String body);
    }

    /** Why a gateway did not do what it was asked for. */
    final class GatewayFailure extends Exception {

        private static final long serialVersionUID = 1L;

        /** What is known of the order then. */
        public enum Effect {
            /** Nothing was done. */
            NONE,
            /** Nobody knows: it may have been done. */
            UNKNOWN
        }

        private final Effect effect;
        private final String reason;

        /**
         * A failure.
         *
         * @param reason a word for the cause, like {@code timeout}, without anything secret
         */
        public GatewayFailure(Effect effect, String reason) {
            super(reason);
            this.effect = effect;
            this.reason = reason;
        }

        /** What is known of the order. */
        public Effect effect() {
            return effect;
        }

        /** A word for the cause. */
        public String reason() {
            return reason;
        }
    }

    /** The word by which it is known, e.g. {@code stripe}; never {@code manual}. */
    String name();

    /**
     * Keeps a way of paying.
     *
     * @param key under which it is done once
     * @param token what the gateway gave a browser for it
     * @return empty if the gateway does not take it
     */
    Optional<KeptMethod> keep(String key, String token) throws GatewayFailure;

    /** Forgets a way of paying; does nothing if it is gone. */
    void forget(String method) throws GatewayFailure;

    /** Collects money. */
    ChargeOutcome charge(ChargeOrder order) throws GatewayFailure;

    /** What became of a charge; empty if the gateway never heard of it. */
    Optional<ChargeOutcome> find(ChargeQuestion question) throws GatewayFailure;

    /** Takes back a charge that waits for somebody, if it still does; then tells what became of it, as {@link #find} does. */
    Optional<ChargeOutcome> withdraw(ChargeQuestion question) throws GatewayFailure;

    /** Gives money back; ordered again under the same key, tells what became of it. */
    RefundOutcome refund(RefundOrder order) throws GatewayFailure;

    /** What it tells by itself; empty if it tells nothing, or nobody said how it signs. */
    default Optional<EventReader> events() {
        return Optional.empty();
    }
}
