package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.audit.AuditStoreContract;

class InMemoryAuditStoreTest extends AuditStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
