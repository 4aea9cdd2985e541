package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.AccountStoreContract;

class InMemoryAccountStoreTest extends AccountStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
