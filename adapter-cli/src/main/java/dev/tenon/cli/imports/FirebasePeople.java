package dev.tenon.cli.imports;

import static dev.tenon.cli.imports.Entry.text;
import static dev.tenon.cli.imports.Entry.textOr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.signin.ImportedHash;
import org.jspecify.annotations.Nullable;

/** Users as {@code firebase auth:export} writes them, with the project's hash parameters. */
record FirebasePeople(@Nullable JsonNode parameters) {

    FirebasePeople {
        if (parameters != null
                && !(parameters.path("base64_signer_key").isTextual()
                        && parameters.path("base64_salt_separator").isTextual()
                        && parameters.path("rounds").isInt()
                        && parameters.path("mem_cost").isInt())) {
            throw new Stopped(
                    Kind.INVALID,
                    "The file of --firebase-parameters has to hold the object that the Firebase console shows, with base64_signer_key, "
                            + "base64_salt_separator, rounds and mem_cost.");
        }
    }

    ImportedPerson of(JsonNode user, long position) {
        Entry entry = new Entry(position, textOr(user, "localId", ""))
                .email(text(user, "email"), user.path("emailVerified").asBoolean())
                .names(text(user, "displayName"), null, null)
                .status(user.path("disabled").asBoolean() ? AccountStatus.INACTIVE : AccountStatus.ACTIVE)
                .times(
                        Entry.millis(text(user, "createdAt")),
                        Entry.millis(text(user, user.has("lastSignedInAt") ? "lastSignedInAt" : "lastLoginAt")));
        hash(entry, text(user, "passwordHash"), text(user, "salt"));
        for (JsonNode provider : user.path("providerUserInfo")) {
            entry.link(textOr(provider, "providerId", ""), text(provider, "rawId"), text(provider, "email"), false);
        }
        JsonNode claims = JsonRecords.within(text(user, "customAttributes"));
        if (claims != null) {
            for (JsonNode role : claims.path("roles")) {
                entry.role(role.asText());
            }
        }
        if (!user.path("mfaInfo").isEmpty()) {
            entry.left(Left.SECOND_FACTOR);
        }
        return entry.person();
    }

    private void hash(Entry entry, @Nullable String hash, @Nullable String salt) {
        if (hash == null) {
            return;
        }
        if (hash.startsWith("fakeHash:")) {
            // What the emulator writes: the password stands in it.
            entry.left(Left.PASSWORD_IN_PLAIN_TEXT);
            return;
        }
        JsonNode project = parameters;
        if (project == null) {
            throw new Stopped(
                    Kind.INVALID,
                    "Give the project's hash parameters with --firebase-parameters FILE: the object with base64_signer_key "
                            + "that the Firebase console shows.");
        }
        entry.hash(() -> ImportedHash.firebaseScrypt(
                Hashes.base64(salt == null ? "" : salt),
                Hashes.base64(hash),
                Hashes.base64(project.path("base64_signer_key").asText()),
                Hashes.base64(project.path("base64_salt_separator").asText()),
                project.path("rounds").asInt(),
                project.path("mem_cost").asInt()));
    }
}
