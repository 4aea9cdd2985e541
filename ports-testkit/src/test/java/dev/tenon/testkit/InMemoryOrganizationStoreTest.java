package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.organizations.OrganizationStoreContract;

class InMemoryOrganizationStoreTest extends OrganizationStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
