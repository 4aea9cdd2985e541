package dev.tenon.jdbi.flags;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.flags.FeatureFlagStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiFeatureFlagStoreTest extends FeatureFlagStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
