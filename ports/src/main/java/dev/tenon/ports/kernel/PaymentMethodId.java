package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a way of paying: a version-7 UUID (RFC 9562). */
public record PaymentMethodId(UUID value) implements Id {

    public PaymentMethodId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<PaymentMethodId> parse(String text) {
        return Id.parse(text).map(PaymentMethodId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
