package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.billing.TrialStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTrialStoreTest extends TrialStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
