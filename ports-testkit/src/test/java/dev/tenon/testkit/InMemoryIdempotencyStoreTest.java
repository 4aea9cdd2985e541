package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.kernel.IdempotencyStoreContract;

class InMemoryIdempotencyStoreTest extends IdempotencyStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
