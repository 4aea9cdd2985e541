package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.notifications.EmailStoreContract;

class InMemoryEmailStoreTest extends EmailStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
