package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.UploadStoreContract;

class InMemoryUploadStoreTest extends UploadStoreContract {

    private final InMemoryStorage inMemory = new InMemoryStorage();

    @Override
    protected Storage newStorage() {
        return inMemory;
    }

    @Override
    protected OrganizationFixture organizations() {
        return inMemory.organizationFixture();
    }
}
