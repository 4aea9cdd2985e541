package dev.tenon.core.apikeys;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account that is closed, or taken back from somebody, takes its keys with it: they are revoked for good. */
final class KeysOfAccount implements AccountParticipant {

    private final ApiKeyStore keys;

    KeysOfAccount(ApiKeyStore keys) {
        this.keys = keys;
    }

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        revoke(change, account, since, "The account was taken back by its owner.");
    }

    @Override
    public void deactivated(Change change, Account account) {
        revoke(change, account, null, "The account was not active any more.");
    }

    private void revoke(Change change, Account account, @Nullable Instant since, String reason) {
        int revoked = keys.revokeSince(account.id(), since, reason, change.now());
        if (revoked > 0) {
            change.audit(AuditEntry.of("api-key.all-revoked", "users", account.id())
                    .with("revoked", Integer.toString(revoked)));
        }
    }
}
