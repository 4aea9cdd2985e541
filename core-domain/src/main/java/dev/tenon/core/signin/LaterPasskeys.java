package dev.tenon.core.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.signin.spi.PasskeyStore;
import java.time.Instant;

/** Drops the passkeys that somebody added to an account that its owner takes back. */
record LaterPasskeys(PasskeyStore passkeys) implements AccountParticipant {

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        passkeys.deleteSince(account.id(), since);
    }
}
