package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.notifications.EmailStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiEmailStoreTest extends EmailStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
