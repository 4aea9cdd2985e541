package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.LoginMethodStoreContract;

class InMemoryLoginMethodStoreTest extends LoginMethodStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
