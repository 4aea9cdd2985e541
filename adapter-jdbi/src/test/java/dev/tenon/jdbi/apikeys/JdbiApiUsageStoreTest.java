package dev.tenon.jdbi.apikeys;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.apikeys.ApiUsageStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiApiUsageStoreTest extends ApiUsageStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
