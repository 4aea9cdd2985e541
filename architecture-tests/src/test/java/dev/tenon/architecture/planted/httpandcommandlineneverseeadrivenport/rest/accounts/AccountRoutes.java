package dev.tenon.architecture.planted.httpandcommandlineneverseeadrivenport.rest.accounts;

import dev.tenon.architecture.planted.httpandcommandlineneverseeadrivenport.ports.accounts.spi.AccountStore;

class AccountRoutes {
    int count(AccountStore store) {
        return store.count();
    }
}
