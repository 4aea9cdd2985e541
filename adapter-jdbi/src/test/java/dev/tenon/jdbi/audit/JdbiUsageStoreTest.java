package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.audit.UsageStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsageStoreTest extends UsageStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
