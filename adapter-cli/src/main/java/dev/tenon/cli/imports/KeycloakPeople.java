package dev.tenon.cli.imports;

import static dev.tenon.cli.imports.Entry.text;
import static dev.tenon.cli.imports.Entry.textOr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.signin.ImportedHash;
import dev.tenon.ports.signin.ImportedHash.Argon2;
import dev.tenon.ports.signin.ImportedHash.Pbkdf2.Digest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users of a realm as Keycloak exports them. Since version 8 a credential has its secret and its parameters as JSON within a
 * text; before, both stood in it.
 */
final class KeycloakPeople {

    private static final Set<String> KEYCLOAKS_OWN = Set.of("offline_access", "uma_authorization");
    private static final Set<String> CLIENTS_OF_EVERY_REALM =
            Set.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    private KeycloakPeople() {}

    static ImportedPerson of(JsonNode user, long position) {
        Entry entry = new Entry(position, textOr(user, "id", textOr(user, "username", "")))
                .email(text(user, "email"), user.path("emailVerified").asBoolean())
                .names(text(user, "username"), text(user, "firstName"), text(user, "lastName"))
                .status(user.path("enabled").asBoolean(true) ? AccountStatus.ACTIVE : AccountStatus.INACTIVE)
                .times(Entry.millis(text(user, "createdTimestamp")), null);
        for (JsonNode role : user.path("realmRoles")) {
            String name = role.asText();
            if (!name.startsWith("default-roles-") && !KEYCLOAKS_OWN.contains(name)) {
                entry.role(name);
            }
        }
        user.path("clientRoles").fieldNames().forEachRemaining(client -> {
            if (!CLIENTS_OF_EVERY_REALM.contains(client)) {
                entry.left(Left.ROLE);
            }
        });
        if (!user.path("groups").isEmpty()) {
            entry.left(Left.GROUP);
        }
        for (JsonNode credential : user.path("credentials")) {
            credential(entry, credential);
        }
        for (JsonNode link : user.path("federatedIdentities")) {
            entry.link(textOr(link, "identityProvider", ""), text(link, "userId"), null, false);
        }
        return entry.person();
    }

    private static void credential(Entry entry, JsonNode credential) {
        if (!textOr(credential, "type", "password").equals("password")) {
            entry.left(Left.SECOND_FACTOR);
            return;
        }
        JsonNode secret = JsonRecords.within(text(credential, "secretData"));
        JsonNode data = JsonRecords.within(text(credential, "credentialData"));
        if (secret != null && data != null) {
            entry.hash(() -> hash(
                    textOr(data, "algorithm", ""),
                    data.path("hashIterations").asInt(),
                    text(secret, "salt"),
                    text(secret, "value"),
                    data.path("additionalParameters")));
        } else if (credential.has("hashedSaltedValue")) {
            entry.hash(() -> hash(
                    textOr(credential, "algorithm", "pbkdf2"),
                    credential.path("hashIterations").asInt(),
                    text(credential, "salt"),
                    text(credential, "hashedSaltedValue"),
                    credential.path("additionalParameters")));
        } else {
            entry.left(credential.has("value") ? Left.PASSWORD_IN_PLAIN_TEXT : Left.PASSWORD_NOT_READABLE);
        }
    }

    private static ImportedHash hash(
            String algorithm, int iterations, @Nullable String salt, @Nullable String value, JsonNode more) {
        if (value == null) {
            throw new IllegalArgumentException("There is no value");
        }
        if (algorithm.equals("bcrypt")) {
            return ImportedHash.bcrypt(value);
        }
        if (salt == null) {
            throw new IllegalArgumentException("There is no salt");
        }
        byte[] saltBytes = Hashes.base64(salt);
        byte[] hash = Hashes.base64(value);
        return switch (algorithm) {
            case "pbkdf2", "pbkdf2-sha1" -> ImportedHash.pbkdf2(Digest.SHA1, iterations, saltBytes, hash);
            case "pbkdf2-sha256" -> ImportedHash.pbkdf2(Digest.SHA256, iterations, saltBytes, hash);
            case "pbkdf2-sha512" -> ImportedHash.pbkdf2(Digest.SHA512, iterations, saltBytes, hash);
            case "argon2" ->
                ImportedHash.argon2(
                        Argon2.Type.valueOf("ARGON2" + first(more, "type", "id").toUpperCase(Locale.ROOT)),
                        first(more, "version", "1.3").equals("1.0") ? 16 : 19,
                        Integer.parseInt(first(more, "memory", "7168")),
                        iterations,
                        Integer.parseInt(first(more, "parallelism", "1")),
                        saltBytes,
                        hash);
            default -> throw new IllegalArgumentException("Not a known algorithm");
        };
    }

    /** Parameters are lists of texts. */
    private static String first(JsonNode parameters, String name, String otherwise) {
        JsonNode value = parameters.path(name);
        JsonNode one = value.isArray() ? value.path(0) : value;
        return one.isMissingNode() ? otherwise : one.asText();
    }
}
