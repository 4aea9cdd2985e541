package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names one try to collect an invoice: a version-7 UUID (RFC 9562). */
public record PaymentId(UUID value) implements Id {

    public PaymentId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<PaymentId> parse(String text) {
        return Id.parse(text).map(PaymentId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
