package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.PersonalDataStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPersonalDataStoreTest extends PersonalDataStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
