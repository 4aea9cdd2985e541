package dev.tenon.core.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import java.time.Instant;

/** Drops a second factor that somebody set up in an account that its owner takes back, and what is under way there. */
record LaterFactors(SecondFactorStore factors, CeremonyStore ceremonies) implements AccountParticipant {

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        factors.removeSince(account.id(), since);
        ceremonies.cancel(account.id());
    }

    @Override
    public void deactivated(Change change, Account account) {
        ceremonies.cancel(account.id());
    }
}
