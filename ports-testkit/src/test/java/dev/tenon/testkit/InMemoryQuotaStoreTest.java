package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.QuotaStoreContract;

class InMemoryQuotaStoreTest extends QuotaStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
