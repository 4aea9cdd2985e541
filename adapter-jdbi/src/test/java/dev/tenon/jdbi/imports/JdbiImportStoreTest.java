package dev.tenon.jdbi.imports;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.imports.ImportStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiImportStoreTest extends ImportStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
