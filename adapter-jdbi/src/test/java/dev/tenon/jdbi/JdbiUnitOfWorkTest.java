package dev.tenon.jdbi;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.kernel.UnitOfWorkContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUnitOfWorkTest extends UnitOfWorkContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
