package dev.tenon.ports.accounts;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list; {@code null} leaves a condition out.
 *
 * @param text the beginning of the e-mail address or of the user name, in any case
 * @param role the name of a role that they hold
 */
public record AccountFilter(
        @Nullable String text,
        @Nullable AccountStatus status,
        @Nullable String role) {

    /** Every account. */
    public static AccountFilter all() {
        return new AccountFilter(null, null, null);
    }
}
