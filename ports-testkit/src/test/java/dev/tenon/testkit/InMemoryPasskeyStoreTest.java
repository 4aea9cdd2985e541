package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.PasskeyStoreContract;

class InMemoryPasskeyStoreTest extends PasskeyStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
