package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Session;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own account.
 *
 * @param impersonation who really asks, in the account owner's name; {@code null} if it is the owner
 */
record MeResponse(@Json.Inlined UserResponse user, @Nullable Impersonation impersonation) {

    /** Somebody else works in the account owner's name. */
    record Impersonation(UserId by, String reason) {

        static @Nullable Impersonation from(Session.@Nullable Impersonation impersonation) {
            return impersonation == null ? null : new Impersonation(impersonation.by(), impersonation.reason());
        }
    }

    /** The answer with the account as it is now, and its revision as entity tag; without a caller for a key. */
    static Answer answer(Account account, @Nullable Authenticated caller) {
        Impersonation impersonation =
                caller == null ? null : Impersonation.from(caller.session().impersonation());
        return Answer.json(200, new MeResponse(UserResponse.from(account), impersonation))
                .withRevision(account.revision());
    }
}
