package dev.tenon.jdbi.support;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.support.TicketStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTicketStoreTest extends TicketStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
