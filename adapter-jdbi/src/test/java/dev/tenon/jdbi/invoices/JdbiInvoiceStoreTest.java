package dev.tenon.jdbi.invoices;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.invoices.InvoiceStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiInvoiceStoreTest extends InvoiceStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }

    @Override
    protected OrganizationFixture organizations() {
        return FRESH.organizations();
    }
}
