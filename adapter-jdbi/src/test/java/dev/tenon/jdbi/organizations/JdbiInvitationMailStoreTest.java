package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.organizations.InvitationMailStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiInvitationMailStoreTest extends InvitationMailStoreContract {

    @RegisterExtension
    static final FreshStorage FRESH = new FreshStorage();

    @Override
    protected Storage newStorage() {
        return FRESH.open();
    }
}
