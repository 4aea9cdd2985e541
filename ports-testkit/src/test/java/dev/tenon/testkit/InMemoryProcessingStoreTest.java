package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.ProcessingStoreContract;

class InMemoryProcessingStoreTest extends ProcessingStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
