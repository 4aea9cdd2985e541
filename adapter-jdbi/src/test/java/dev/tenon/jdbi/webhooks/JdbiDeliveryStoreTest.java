package dev.tenon.jdbi.webhooks;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.webhooks.DeliveryStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDeliveryStoreTest extends DeliveryStoreContract {

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
