package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.billing.SubscriptionStoreContract;

class InMemorySubscriptionStoreTest extends SubscriptionStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
