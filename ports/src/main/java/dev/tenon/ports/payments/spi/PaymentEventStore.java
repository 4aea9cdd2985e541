package dev.tenon.ports.payments.spi;

import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import java.time.Instant;

/** Stores which events gateways told (table {@code payment_events}), so that each is taken in once. */
public interface PaymentEventStore {

    /** Adds an event; false if it is there. */
    boolean insert(String gateway, GatewayEvent event, Instant now);

    /** Writes what was done with an event. */
    void note(String gateway, String eventId, Receipt receipt);

    /** Forgets events that were taken in before this; at most {@code limit}. */
    int deleteBefore(Instant before, int limit);
}
