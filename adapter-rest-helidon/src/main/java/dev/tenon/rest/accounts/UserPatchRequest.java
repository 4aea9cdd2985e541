package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.Set;

/** A merge patch of an account. */
final class UserPatchRequest {

    private static final Set<AccountStatus> GIVEN =
            EnumSet.of(AccountStatus.ACTIVE, AccountStatus.INACTIVE, AccountStatus.BANNED);
    private static final String[] READ_ONLY = {
        "id", "email", "isEmailVerified", "lastLoginAt", "createdAt", "updatedAt", "password", "roles", "impersonation"
    };

    private UserPatchRequest() {}

    /** {@code {userName?, firstName?, lastName?, status?}}. */
    static AccountPatch read(Fields fields) {
        AccountPatch patch = new AccountPatch(
                fields.patchedText("userName"),
                fields.patchedText("firstName"),
                fields.patchedText("lastName"),
                fields.word("status", GIVEN));
        fields.close(READ_ONLY);
        return patch;
    }

    /** {@code {userName?, firstName?, lastName?}}: nobody sets the status of the own account. */
    static AccountPatch readOwn(Fields fields) {
        AccountPatch patch = new AccountPatch(
                fields.patchedText("userName"), fields.patchedText("firstName"), fields.patchedText("lastName"), null);
        if (fields.has("status")) {
            fields.error("status", "read-only", "This field cannot be set here; leave it out.");
        }
        fields.close(READ_ONLY);
        return patch;
    }
}
