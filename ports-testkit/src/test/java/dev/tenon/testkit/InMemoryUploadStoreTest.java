package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.UploadStoreContract;

class InMemoryUploadStoreTest extends UploadStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
