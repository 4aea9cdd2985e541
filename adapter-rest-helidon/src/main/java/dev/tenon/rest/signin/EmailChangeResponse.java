package dev.tenon.rest.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;

/** Which address an account has after a change or its undoing. */
record EmailChangeResponse(UserId userId, EmailAddress email, boolean isEmailVerified) {

    static EmailChangeResponse from(Account account) {
        return new EmailChangeResponse(account.id(), account.email(), account.emailVerified());
    }
}
