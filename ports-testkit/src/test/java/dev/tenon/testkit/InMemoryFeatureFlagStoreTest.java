package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.flags.FeatureFlagStoreContract;

class InMemoryFeatureFlagStoreTest extends FeatureFlagStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
