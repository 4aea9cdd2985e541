package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.SocialLoginStoreContract;

class InMemorySocialLoginStoreTest extends SocialLoginStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
