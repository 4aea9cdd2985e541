package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.access.RoleStoreContract;

class InMemoryRoleStoreTest extends RoleStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
