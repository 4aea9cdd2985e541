package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;

/** That an address is verified. */
record EmailVerificationResponse(UserId userId, EmailAddress email, boolean isEmailVerified) {

    static EmailVerificationResponse from(Account account) {
        return new EmailVerificationResponse(account.id(), account.email(), account.emailVerified());
    }
}
