package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.CeremonyStoreContract;

class InMemoryCeremonyStoreTest extends CeremonyStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
