package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.accounts.AccountSearchContract;

class InMemoryAccountSearchTest extends AccountSearchContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
