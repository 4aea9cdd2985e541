package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.FreshStorage;
import dev.tenon.ports.Storage;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.notifications.NotificationMailStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiNotificationMailStoreTest extends NotificationMailStoreContract {

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
