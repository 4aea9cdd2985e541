package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.billing.TrialStoreContract;

class InMemoryTrialStoreTest extends TrialStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
