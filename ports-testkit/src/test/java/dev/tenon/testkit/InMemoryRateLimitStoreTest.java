package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.limits.RateLimitStoreContract;

class InMemoryRateLimitStoreTest extends RateLimitStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
