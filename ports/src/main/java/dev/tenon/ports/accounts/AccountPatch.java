package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Patched;
import org.jspecify.annotations.Nullable;

/**
 * What to change about an account.
 *
 * @param status the new status; {@code null} leaves it
 */
public record AccountPatch(
        Patched<String> userName,
        Patched<String> firstName,
        Patched<String> lastName,
        @Nullable AccountStatus status) {

    /** Changes the status alone. */
    public static AccountPatch status(AccountStatus status) {
        return new AccountPatch(Patched.absent(), Patched.absent(), Patched.absent(), status);
    }
}
