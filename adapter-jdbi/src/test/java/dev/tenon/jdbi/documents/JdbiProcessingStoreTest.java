package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.documents.ProcessingStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiProcessingStoreTest extends ProcessingStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
