package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.imports.ImportStoreContract;

class InMemoryImportStoreTest extends ImportStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
