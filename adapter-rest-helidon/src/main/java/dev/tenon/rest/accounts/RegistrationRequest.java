package dev.tenon.rest.accounts;

import dev.tenon.ports.accounts.Registration;
import dev.tenon.rest.json.Fields;
import java.util.Set;

/** {@code {email, password, userName?, firstName?, lastName?}}. */
final class RegistrationRequest {

    private RegistrationRequest() {}

    static Registration read(Fields fields) {
        Registration registration = new Registration(
                fields.text("email"),
                fields.text("password"),
                fields.nullableText("userName"),
                fields.nullableText("firstName"),
                fields.nullableText("lastName"),
                false,
                Set.of());
        fields.close("id", "status", "isEmailVerified", "roles", "lastLoginAt", "createdAt", "updatedAt");
        return registration;
    }
}
