package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.signin.SocialStateStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiSocialStateStoreTest extends SocialStateStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
