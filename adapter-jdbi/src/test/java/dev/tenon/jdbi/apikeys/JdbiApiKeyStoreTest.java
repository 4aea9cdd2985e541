package dev.tenon.jdbi.apikeys;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.apikeys.ApiKeyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiApiKeyStoreTest extends ApiKeyStoreContract {

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
