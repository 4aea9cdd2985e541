package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in. The password is no part of it.
 *
 * @param email canonical and unique
 * @param emailVerified whether the person proved to read that mailbox
 * @param lastLoginAt {@code null} before the first sign-in
 * @param revision rises by one with every update; an adapter's ETag
 */
public record Account(
        UserId id,
        EmailAddress email,
        @Nullable String userName,
        @Nullable String firstName,
        @Nullable String lastName,
        AccountStatus status,
        boolean emailVerified,
        @Nullable Instant lastLoginAt,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Whether the person may use what needs a live account. */
    public boolean isActive() {
        return status == AccountStatus.ACTIVE;
    }

    /** The same account with names as patched. */
    public Account patched(AccountPatch patch) {
        return new Account(
                id,
                email,
                patch.userName().over(userName),
                patch.firstName().over(firstName),
                patch.lastName().over(lastName),
                patch.status() == null ? status : patch.status(),
                emailVerified,
                lastLoginAt,
                createdAt,
                updatedAt,
                revision);
    }

    /** The same account, its address verified. */
    public Account verified() {
        return new Account(
                id, email, userName, firstName, lastName, status, true, lastLoginAt, createdAt, updatedAt, revision);
    }

    /** When the person was last here: the last sign-in, or the registration of somebody who never signed in. */
    public Instant lastActiveAt() {
        return lastLoginAt == null ? createdAt : lastLoginAt;
    }

    /** The account's place in the list of those who are long away, longest first. */
    public Position placeByActivity() {
        return new Position(lastActiveAt(), id.value());
    }

    /** The account's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
