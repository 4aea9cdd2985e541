package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.SecondFactorStoreContract;

class InMemorySecondFactorStoreTest extends SecondFactorStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
