package dev.tenon.core.payments;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.SandboxBook;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays a gateway, without money: each card does always the same. What it did stands in its book, so that asking what became of
 * something answers as a bank would.
 */
final class Sandbox implements PaymentGateway {

    static final String NAME = "sandbox";

    /** What a card does. */
    private enum Card {
        SUCCEEDS,
        DECLINES_SOFTLY,
        DECLINES_HARD,
        /** Is confirmed as soon as somebody asks what became of it. */
        NEEDS_ACTION,
        /** Nobody ever confirms it. */
        IS_NEVER_CONFIRMED,
        /** The money moves, and the answer gets lost. */
        TIMES_OUT,
        /** The order gets lost. */
        NEVER_ARRIVES,
        /** The order gets lost, and so does every question about it. */
        NEVER_ANSWERS,
        /** The gateway does not do its work. */
        FAILS,
        /** Pays, and gives nothing back. */
        REFUSES_REFUNDS;

        String token() {
            return "card-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String label() {
            return "Sandbox card that " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static Optional<Card> of(String token) {
            return Arrays.stream(values())
                    .filter(card -> card.token().equals(token))
                    .findFirst();
        }
    }

    private static final URI ACTION = URI.create("https://sandbox.invalid/confirm");
    private static final String SUCCEEDED = "succeeded";
    private static final String KEPT = "succeeded-for-good";
    private static final String SOFTLY = "declined-softly";
    private static final String HARD = "declined-hard";
    private static final String WAITING = "waiting";

    private final SandboxBook book;
    private final @Nullable String eventSecret;

    /**
     * A sandbox.
     *
     * @param eventSecret what its events are signed with; {@code null} for no events
     */
    Sandbox(SandboxBook book, @Nullable String eventSecret) {
        this.book = book;
        this.eventSecret = eventSecret;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<KeptMethod> keep(String key, String token) {
        return Card.of(token).map(card -> new KeptMethod(card.token(), card.label()));
    }

    @Override
    public void forget(String method) {
        // It keeps no cards.
    }

    @Override
    public ChargeOutcome charge(ChargeOrder order) throws GatewayFailure {
        Card card = card(order.method());
        String entry = charge(order.key());
        return switch (card) {
            case SUCCEEDS -> outcome(order.key(), book.putIfAbsent(entry, SUCCEEDED));
            case REFUSES_REFUNDS -> outcome(order.key(), book.putIfAbsent(entry, KEPT));
            case DECLINES_SOFTLY -> outcome(order.key(), book.putIfAbsent(entry, SOFTLY));
            case DECLINES_HARD -> outcome(order.key(), book.putIfAbsent(entry, HARD));
            case NEEDS_ACTION, IS_NEVER_CONFIRMED -> outcome(order.key(), book.putIfAbsent(entry, WAITING));
            case TIMES_OUT -> {
                book.putIfAbsent(entry, SUCCEEDED);
                throw new GatewayFailure(GatewayFailure.Effect.UNKNOWN, "timeout");
            }
            case NEVER_ARRIVES, NEVER_ANSWERS -> throw new GatewayFailure(GatewayFailure.Effect.UNKNOWN, "timeout");
            case FAILS -> throw new GatewayFailure(GatewayFailure.Effect.NONE, "unavailable");
        };
    }

    @Override
    public Optional<ChargeOutcome> find(ChargeQuestion question) throws GatewayFailure {
        if (Card.NEVER_ANSWERS.token().equals(question.method())) {
            throw new GatewayFailure(GatewayFailure.Effect.UNKNOWN, "timeout");
        }
        String entry = charge(question.key());
        boolean isConfirmed = book.find(entry).filter(WAITING::equals).isPresent()
                && !Card.IS_NEVER_CONFIRMED.token().equals(question.method());
        if (isConfirmed) {
            book.put(entry, SUCCEEDED);
        }
        return book.find(entry).map(status -> outcome(question.key(), status));
    }

    @Override
    public Optional<ChargeOutcome> withdraw(ChargeQuestion question) {
        String entry = charge(question.key());
        if (book.find(entry).filter(WAITING::equals).isPresent()) {
            book.put(entry, SOFTLY);
        }
        return book.find(entry).map(status -> outcome(question.key(), status));
    }

    @Override
    public RefundOutcome refund(RefundOrder order) {
        String charge = charge(order.charge().replaceFirst("sandbox-", ""));
        if (book.find(charge).filter(SUCCEEDED::equals).isEmpty()) {
            boolean keepsIt = book.find(charge).filter(KEPT::equals).isPresent();
            return new RefundOutcome.Refused(keepsIt ? "not-refundable" : "no-charge");
        }
        book.putIfAbsent("refund:" + order.key(), order.amount().toString());
        return new RefundOutcome.Succeeded("sandbox-" + order.key());
    }

    @Override
    public Optional<EventReader> events() {
        String secret = eventSecret;
        return secret == null ? Optional.empty() : Optional.of(new Events(secret));
    }

    private static Card card(String method) throws GatewayFailure {
        return Card.of(method).orElseThrow(() -> new GatewayFailure(GatewayFailure.Effect.NONE, "no-such-card"));
    }

    private static String charge(String key) {
        return "charge:" + key;
    }

    private static ChargeOutcome outcome(String key, String status) {
        String reference = "sandbox-" + key;
        return switch (status) {
            case SUCCEEDED, KEPT -> new ChargeOutcome.Succeeded(reference);
            case SOFTLY -> new ChargeOutcome.DeclinedSoftly(reference, "insufficient_funds");
            case HARD -> new ChargeOutcome.DeclinedHard(reference, "stolen_card");
            default -> new ChargeOutcome.NeedsAction(reference, ACTION);
        };
    }

    /**
     * Events as {@code {"id": "1", "type": "charge", "occurredAt": "2026-11-23T00:00:00Z", "about": "the payment's id", "status":
     * "succeeded"}}; a type other than {@code charge} and {@code refund} is one that nobody knows.
     */
    private record Events(String secret) implements EventReader {

        @Override
        public Optional<GatewayEvent> read(String body) {
            try {
                return JsonText.of(body).value() instanceof Map<?, ?> members ? event(members) : Optional.empty();
            } catch (Refusal | DateTimeException malformed) {
                return Optional.empty();
            }
        }

        private static Optional<GatewayEvent> event(Map<?, ?> members) {
            if (!(members.get("id") instanceof String id
                    && members.get("type") instanceof String type
                    && members.get("occurredAt") instanceof String occurredAt)) {
                return Optional.empty();
            }
            String about = members.get("about") instanceof String key ? key : null;
            String status = members.get("status") instanceof String word ? word : "";
            ChargeOutcome charge = about != null && type.equals("charge") ? outcome(about, status) : null;
            RefundOutcome refund =
                    about != null && type.equals("refund") ? new RefundOutcome.Succeeded("sandbox-" + about) : null;
            return Optional.of(new GatewayEvent(id, type, Instant.parse(occurredAt), about, charge, refund));
        }
    }
}
