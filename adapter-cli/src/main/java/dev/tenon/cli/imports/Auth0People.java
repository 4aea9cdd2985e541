package dev.tenon.cli.imports;

import static dev.tenon.cli.imports.Entry.text;
import static dev.tenon.cli.imports.Entry.textOr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users as Auth0 exports and imports them, with the hashes of a file of their own or within. */
record Auth0People(Map<String, HashFile.Hash> hashes) {

    ImportedPerson of(JsonNode user, long position) {
        String id = textOr(user, "user_id", textOr(user, "_id", ""));
        HashFile.Hash beside = hashes.get(id.substring(id.indexOf('|') + 1));
        boolean verified = user.path("email_verified").asBoolean();
        Entry entry = new Entry(position, id)
                .email(text(user, "email"), verified)
                .names(
                        textOr(user, "username", textOr(user, "name", "")),
                        text(user, "given_name"),
                        text(user, "family_name"))
                .status(user.path("blocked").asBoolean() ? AccountStatus.BANNED : AccountStatus.ACTIVE)
                .times(Entry.instant(text(user, "created_at")), Entry.instant(text(user, "last_login")));
        if (beside != null && user.has("email_verified") && beside.emailVerified() != verified) {
            entry.email(text(user, "email"), false).left(Left.VERIFICATION_CONTRADICTED);
        }
        hash(entry, user, beside);
        for (JsonNode identity : user.path("identities")) {
            entry.link(textOr(identity, "provider", ""), text(identity, "user_id"), null, false);
        }
        if (!user.has("identities") && id.indexOf('|') > 0) {
            entry.link(id.substring(0, id.indexOf('|')), id.substring(id.indexOf('|') + 1), null, false);
        }
        for (JsonNode role : user.path("app_metadata").path("roles")) {
            entry.role(role.asText());
        }
        if (!user.path("multifactor").isEmpty() || !user.path("mfa_factors").isEmpty()) {
            entry.left(Left.SECOND_FACTOR);
        }
        return entry.person();
    }

    private static void hash(Entry entry, JsonNode user, HashFile.@Nullable Hash beside) {
        JsonNode custom = user.path("custom_password_hash");
        String within = textOr(user, "password_hash", textOr(custom.path("hash"), "value", ""));
        if (beside != null) {
            entry.hash(() -> Hashes.modular(beside.text()));
        } else if (!within.isEmpty()) {
            entry.hash(() -> Hashes.modular(within));
        }
    }
}
