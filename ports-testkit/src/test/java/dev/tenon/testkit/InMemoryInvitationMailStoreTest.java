package dev.tenon.testkit;

import dev.tenon.ports.Storage;
import dev.tenon.testkit.organizations.InvitationMailStoreContract;

class InMemoryInvitationMailStoreTest extends InvitationMailStoreContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }
}
