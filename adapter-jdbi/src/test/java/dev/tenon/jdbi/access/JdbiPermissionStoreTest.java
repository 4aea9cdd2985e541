package dev.tenon.jdbi.access;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.access.PermissionStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPermissionStoreTest extends PermissionStoreContract {

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
