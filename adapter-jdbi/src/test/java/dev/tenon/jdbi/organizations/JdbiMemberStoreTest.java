package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.organizations.MemberStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiMemberStoreTest extends MemberStoreContract {

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
