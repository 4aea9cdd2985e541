package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.documents.UploadStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUploadStoreTest extends UploadStoreContract {

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
