package dev.tenon.core.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.signin.spi.SessionStore;

/** Ends the sessions of an account that is no longer active, so that none comes back when it is activated again. */
record EndedSessions(SessionStore sessions) implements AccountParticipant {

    @Override
    public void deactivated(Change change, Account account) {
        sessions.endAll(account.id(), null, change.now());
    }
}
