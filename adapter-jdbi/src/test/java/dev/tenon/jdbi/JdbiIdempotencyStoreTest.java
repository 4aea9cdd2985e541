package dev.tenon.jdbi;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.kernel.IdempotencyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiIdempotencyStoreTest extends IdempotencyStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
