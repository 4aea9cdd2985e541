package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.plans.EntitlementStoreContract;

class InMemoryEntitlementStoreTest extends EntitlementStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }

    @Override
    protected OrganizationFixture organizations() {
        return ((InMemoryStorage) storage).organizationFixture();
    }
}
