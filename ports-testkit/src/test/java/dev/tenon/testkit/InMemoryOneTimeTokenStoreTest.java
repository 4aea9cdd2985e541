package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.OneTimeTokenStoreContract;

class InMemoryOneTimeTokenStoreTest extends OneTimeTokenStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
