package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.DocumentStoreContract;

class InMemoryDocumentStoreTest extends DocumentStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
