package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.PersonalDataStoreContract;

class InMemoryPersonalDataStoreTest extends PersonalDataStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
