package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.AccountSearchContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiAccountSearchTest extends AccountSearchContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
