package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.SocialStateStoreContract;

class InMemorySocialStateStoreTest extends SocialStateStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
