package dev.tenon.jdbi.limits;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.limits.RateLimitStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRateLimitStoreTest extends RateLimitStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
