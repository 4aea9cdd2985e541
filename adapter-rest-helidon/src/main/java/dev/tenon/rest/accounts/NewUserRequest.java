package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Registration;
import dev.tenon.rest.json.Fields;

/** {@code {email, password?, userName?, firstName?, lastName?, isEmailVerified?, roles?}}. */
final class NewUserRequest {

    private static final int MOST_ROLES = 20;

    private NewUserRequest() {}

    static Registration read(Fields fields) {
        Registration registration = new Registration(
                fields.text("email"),
                fields.optionalText("password"),
                fields.nullableText("userName"),
                fields.nullableText("firstName"),
                fields.nullableText("lastName"),
                fields.flag("isEmailVerified"),
                fields.texts("roles", MOST_ROLES));
        fields.close("id", "status", "lastLoginAt", "createdAt", "updatedAt");
        return registration;
    }
}
