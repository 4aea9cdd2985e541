package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.SettingStoreContract;

class InMemorySettingStoreTest extends SettingStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
