package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.organizations.OrganizationStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiOrganizationStoreTest extends OrganizationStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }

    @Override
    protected OrganizationFixture organizations() {
        return FRESH.organizations();
    }
}
