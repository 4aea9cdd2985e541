package dev.tenon.core.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import java.time.Instant;

/** Drops the links to accounts elsewhere that were made while somebody else had the account. */
record SocialLinks(SocialLoginStore logins) implements AccountParticipant {

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        logins.deleteSince(account.id(), since);
    }
}
