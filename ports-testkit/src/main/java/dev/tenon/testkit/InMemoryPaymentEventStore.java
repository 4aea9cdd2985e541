package dev.tenon.testkit;

import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.ports.payments.spi.PaymentEventStore;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import dev.tenon.testkit.Tables.GatewayEventKey;
import dev.tenon.testkit.Tables.GatewayEventRow;
import java.time.Instant;
import java.util.List;

final class InMemoryPaymentEventStore implements PaymentEventStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPaymentEventStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insert(String gateway, GatewayEvent event, Instant now) {
        unitOfWork.required();
        return tables.gatewayEvents.insert(
                new GatewayEventKey(gateway, event.id()), new GatewayEventRow(event.type(), now, null));
    }

    @Override
    public void note(String gateway, String eventId, Receipt receipt) {
        unitOfWork.required();
        GatewayEventKey key = new GatewayEventKey(gateway, eventId);
        tables.gatewayEvents
                .lock(key)
                .ifPresent(row ->
                        tables.gatewayEvents.put(key, new GatewayEventRow(row.type(), row.receivedAt(), receipt)));
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        unitOfWork.required();
        List<GatewayEventKey> old = tables
                .gatewayEvents
                .keys(row -> row.receivedAt().isBefore(before))
                .stream()
                .limit(limit)
                .toList();
        old.forEach(tables.gatewayEvents::remove);
        return old.size();
    }
}
