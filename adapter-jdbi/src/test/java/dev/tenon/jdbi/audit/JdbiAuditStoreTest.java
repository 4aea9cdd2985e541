package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.audit.AuditStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAuditStoreTest extends AuditStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
