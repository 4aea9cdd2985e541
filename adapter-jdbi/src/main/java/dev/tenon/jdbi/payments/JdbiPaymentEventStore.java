package dev.tenon.jdbi.payments;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.ports.payments.spi.PaymentEventStore;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import java.time.Instant;

/** Table {@code payment_events}. */
final class JdbiPaymentEventStore implements PaymentEventStore {

    private final Handles handles;

    JdbiPaymentEventStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insert(String gateway, GatewayEvent event, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO payment_events (provider, event_id, event_type, about, occurred_at, received_at)
                        VALUES (:gateway, :event, :type, :about, :occurredAt, :now)
                        ON CONFLICT (provider, event_id) DO NOTHING
                        """)
                        .bind("gateway", gateway)
                        .bind("event", event.id())
                        .bind("type", event.type())
                        .bind("about", event.about())
                        .bind("occurredAt", event.occurredAt())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public void note(String gateway, String eventId, Receipt receipt) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE payment_events SET receipt = :receipt WHERE provider = :gateway AND event_id = :event
                        """)
                .bind("gateway", gateway)
                .bind("event", eventId)
                .bind("receipt", Columns.word(receipt))
                .execute());
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM payment_events
                        WHERE (provider, event_id) IN (
                            SELECT provider, event_id FROM payment_events
                            WHERE received_at < :before
                            ORDER BY received_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
