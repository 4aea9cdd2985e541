package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Unnoticed;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;

/** An account that is closed, or taken back from somebody, takes its keys with it: they are revoked for good. */
final class KeysOfAccount implements AccountParticipant {

    private static final String TAKEN_BACK = "The account was taken back by its owner.";

    private final ApiKeyStore keys;

    KeysOfAccount(ApiKeyStore keys) {
        this.keys = keys;
    }

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        revoke(change, account, TAKEN_BACK);
        tell(change, account, keys.revokeMadeFor(account.id(), Unnoticed.before(since), TAKEN_BACK, change.now()));
    }

    @Override
    public void deactivated(Change change, Account account) {
        revoke(change, account, "The account was not active any more.");
    }

    private void revoke(Change change, Account account, String reason) {
        tell(change, account, keys.revokeAll(account.id(), reason, change.now()));
    }

    private static void tell(Change change, Account account, int revoked) {
        if (revoked > 0) {
            change.audit(AuditEntry.of("api-key.all-revoked", "users", account.id())
                    .with("revoked", Integer.toString(revoked)));
        }
    }
}
