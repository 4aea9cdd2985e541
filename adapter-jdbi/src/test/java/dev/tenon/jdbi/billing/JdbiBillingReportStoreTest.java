package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.billing.BillingReportStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiBillingReportStoreTest extends BillingReportStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
