package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.LoginHistoryStoreContract;

class InMemoryLoginHistoryStoreTest extends LoginHistoryStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
