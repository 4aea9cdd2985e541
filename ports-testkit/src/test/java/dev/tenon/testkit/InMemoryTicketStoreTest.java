package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.support.TicketStoreContract;

class InMemoryTicketStoreTest extends TicketStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
