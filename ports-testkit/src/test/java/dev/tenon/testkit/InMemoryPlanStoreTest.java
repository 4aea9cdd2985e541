package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.plans.PlanStoreContract;

class InMemoryPlanStoreTest extends PlanStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
