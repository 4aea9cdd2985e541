package dev.tenon.jdbi.kernel;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.kernel.SignalsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSignalsTest extends SignalsContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
