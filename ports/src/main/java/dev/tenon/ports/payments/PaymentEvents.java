package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What gateways tell by themselves. Whoever knows the shared secret may. */
public interface PaymentEvents {

    /** How far the time that an event was signed at may lie from now, before or after. */
    Duration WINDOW = Duration.ofMinutes(5);

    /** The longest event, in characters. */
    int LONGEST = 256 * 1024;

    /** What was done with an event. */
    enum Receipt {
        /** It told what became of a payment or a refund. */
        APPLIED,
        /** What it tells is known, or older than what is. */
        OUTDATED,
        /** It was told before. */
        REPEATED,
        /** It is about nothing that Tenon knows. */
        IGNORED
    }

    /**
     * Takes an event in: once, if its signature over the very bytes is good and no older than {@link #WINDOW}. Recorded like the
     * answer of the gateway, if anything became known by it.
     *
     * @param gateway the name of a gateway that signs what it tells
     * @param signature the header that it signs with, {@code t=SECONDS,v1=HEX}; {@code null} without one
     * @param body as it came
     * @throws Refusal {@link PaymentRefusal#GATEWAY_NOT_FOUND}, {@link PaymentRefusal#EVENT_NOT_SIGNED}, {@link
     *     PaymentRefusal#EVENT_NOT_READABLE}
     */
    Receipt receive(Actor actor, String gateway, @Nullable String signature, String body);
}
