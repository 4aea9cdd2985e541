package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.audit.UsageStoreContract;

class InMemoryUsageStoreTest extends UsageStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
