package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.kernel.SignalsContract;

class InMemorySignalsTest extends SignalsContract {

    private final InMemoryStorage inMemory = new InMemoryStorage();

    @Override
    protected Storage newStorage() {
        return inMemory;
    }
}
