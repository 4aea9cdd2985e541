package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.billing.BillingReportStoreContract;

class InMemoryBillingReportStoreTest extends BillingReportStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
