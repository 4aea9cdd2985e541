package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an invoice: a version-7 UUID (RFC 9562). */
public record InvoiceId(UUID value) implements Id {

    public InvoiceId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<InvoiceId> parse(String text) {
        return Id.parse(text).map(InvoiceId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
