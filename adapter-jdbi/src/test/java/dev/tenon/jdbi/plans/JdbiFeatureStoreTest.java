package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.plans.FeatureStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiFeatureStoreTest extends FeatureStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
