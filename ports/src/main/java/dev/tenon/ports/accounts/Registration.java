package dev.tenon.ports.accounts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new account, as asked for.
 *
 * @param email as typed; made canonical by the use case
 * @param password {@code null} for an account that gets its password later
 * @param emailVerified vouches for the address; only for those who may register others
 * @param roles names of roles besides {@code member}; only for those who may assign roles
 */
public record Registration(
        String email,
        @Nullable String password,
        @Nullable String userName,
        @Nullable String firstName,
        @Nullable String lastName,
        boolean emailVerified,
        Set<String> roles) {

    public Registration {
        roles = Set.copyOf(roles);
    }

    /** An account with an address and a password. */
    public Registration(String email, String password) {
        this(email, password, null, null, null, false, Set.of());
    }

    /** The same account, its address vouched for. */
    public Registration verified() {
        return new Registration(email, password, userName, firstName, lastName, true, roles);
    }

    /** The same account with further roles. */
    public Registration withRoles(Set<String> names) {
        return new Registration(email, password, userName, firstName, lastName, emailVerified, names);
    }
}
