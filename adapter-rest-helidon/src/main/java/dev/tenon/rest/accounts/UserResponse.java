package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as clients see it. */
record UserResponse(
        UserId id,
        EmailAddress email,
        @Nullable String userName,
        @Nullable String firstName,
        @Nullable String lastName,
        String status,
        boolean isEmailVerified,
        @Nullable Instant lastLoginAt,
        Instant createdAt,
        Instant updatedAt) {

    static UserResponse from(Account account) {
        return new UserResponse(
                account.id(),
                account.email(),
                account.userName(),
                account.firstName(),
                account.lastName(),
                Words.of(account.status()),
                account.emailVerified(),
                account.lastLoginAt(),
                account.createdAt(),
                account.updatedAt());
    }

    /** The answer with an account, and its revision as entity tag. */
    static Answer answer(int status, Account account) {
        return Answer.json(status, from(account)).withRevision(account.revision());
    }
}
