package dev.tenon.ports.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list; {@code null} leaves a condition out.
 *
 * @param text what to look for in addresses and names, as {@link SearchWords} reads it
 * @param role the name of a role that they hold
 * @param inactiveSince only those who have not signed in since then, nor registered; the list then begins with those who are
 *     away longest
 */
public record AccountFilter(
        @Nullable String text,
        @Nullable AccountStatus status,
        @Nullable String role,
        @Nullable Instant inactiveSince) {

    /** A filter that does not ask when people were last here. */
    public AccountFilter(@Nullable String text, @Nullable AccountStatus status, @Nullable String role) {
        this(text, status, role, null);
    }

    /** Every account. */
    public static AccountFilter all() {
        return new AccountFilter(null, null, null);
    }
}
