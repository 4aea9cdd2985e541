package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.PasskeyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPasskeyStoreTest extends PasskeyStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
