package dev.tenon.cli.imports;

import static dev.tenon.cli.imports.Entry.text;
import static dev.tenon.cli.imports.Entry.textOr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import java.time.Instant;

/** Rows of {@code auth.users} of Supabase, each with those of {@code auth.identities} under {@code identities}. */
final class SupabasePeople {

    private SupabasePeople() {}

    static ImportedPerson of(JsonNode user, long position) {
        JsonNode profile = object(user, "raw_user_meta_data");
        Entry entry = new Entry(position, textOr(user, "id", ""))
                .email(
                        text(user, "email"),
                        text(user, "email_confirmed_at") != null || text(user, "confirmed_at") != null)
                .names(
                        textOr(profile, "full_name", textOr(profile, "name", "")),
                        text(profile, "first_name"),
                        text(profile, "last_name"))
                .status(status(user))
                .times(Entry.instant(text(user, "created_at")), Entry.instant(text(user, "last_sign_in_at")));
        String hash = text(user, "encrypted_password");
        if (hash != null) {
            entry.hash(() -> Hashes.modular(hash));
        }
        for (JsonNode identity : user.path("identities")) {
            JsonNode data = object(identity, "identity_data");
            entry.link(
                    textOr(identity, "provider", ""),
                    textOr(identity, "provider_id", textOr(data, "sub", textOr(identity, "id", ""))),
                    text(data, "email"),
                    data.path("email_verified").asBoolean());
        }
        for (JsonNode role : object(user, "raw_app_meta_data").path("roles")) {
            entry.role(role.asText());
        }
        if (!user.path("factors").isEmpty()) {
            entry.left(Left.SECOND_FACTOR);
        }
        return entry.person();
    }

    /** A ban is over only if the person was seen after it: the file knows no present, and a doubt shuts out. */
    private static AccountStatus status(JsonNode user) {
        Instant bannedUntil = Entry.instant(text(user, "banned_until"));
        Instant lastSeen = Entry.instant(text(user, "last_sign_in_at"));
        if (text(user, "banned_until") != null
                && (bannedUntil == null || lastSeen == null || lastSeen.isBefore(bannedUntil))) {
            return AccountStatus.BANNED;
        }
        return text(user, "deleted_at") == null ? AccountStatus.ACTIVE : AccountStatus.INACTIVE;
    }

    /** An object, or the text of one, as some tools export columns of JSON. */
    private static JsonNode object(JsonNode row, String field) {
        JsonNode value = row.path(field);
        JsonNode within = value.isTextual() ? JsonRecords.within(value.asText()) : null;
        return within == null ? value : within;
    }
}
