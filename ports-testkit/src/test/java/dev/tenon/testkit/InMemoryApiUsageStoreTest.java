package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.apikeys.ApiUsageStoreContract;

class InMemoryApiUsageStoreTest extends ApiUsageStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
