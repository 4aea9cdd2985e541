package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.LoginThrottleStoreContract;

class InMemoryLoginThrottleStoreTest extends LoginThrottleStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
