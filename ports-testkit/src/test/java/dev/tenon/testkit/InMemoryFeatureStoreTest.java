package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.plans.FeatureStoreContract;

class InMemoryFeatureStoreTest extends FeatureStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
