package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.SessionStoreContract;

class InMemorySessionStoreTest extends SessionStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
