package dev.tenon.cli.apikeys;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How commands name and print API keys. */
final class Keys {

    static final List<Field<ApiKey>> FIELDS = List.of(
            Field.shown("id", "Id", ApiKey::id),
            Field.shown("name", "Name", ApiKey::name),
            Field.tabled("Key", Look.WHOLE, key -> key.start() + "..." + key.lastFour()),
            Field.tabled("For", Look.WHOLE, Keys::permitted),
            Field.shown("requestCount", "Requests", ApiKey::requestCount),
            Field.shown("lastUsedAt", "Last used", ApiKey::lastUsedAt),
            Field.shown("expiresAt", "Expires", ApiKey::expiresAt),
            Field.shown("revokedAt", "Revoked", ApiKey::revokedAt),
            Field.scripted("revokedReason", ApiKey::revokedReason),
            Field.scripted("userId", ApiKey::userId),
            Field.scripted("organizationId", ApiKey::organizationId),
            Field.scripted("createdBy", ApiKey::createdBy),
            Field.scripted("permissions", key -> word(key.scopes().preset())),
            Field.scripted(
                    "scopes",
                    key -> key.scopes().permissions().stream().sorted().toList()),
            Field.scripted("start", ApiKey::start),
            Field.scripted("lastFour", ApiKey::lastFour),
            Field.scripted("rotatedFrom", ApiKey::rotatedFrom),
            Field.scripted("createdAt", ApiKey::createdAt));

    static final List<Field<KeyUsageCount>> COUNTS = List.of(
            Field.shown("from", "From", KeyUsageCount::from),
            Field.shown("requests", "Requests", KeyUsageCount::requests),
            Field.shown("failed", "Failed", KeyUsageCount::failed),
            Field.shown("averageMillis", "Average ms", count -> count.average().toMillis()));

    static final List<Field<LoggedCall>> REQUESTS = List.of(
            Field.shown("createdAt", "At", LoggedCall::at),
            Field.shown("endpoint", "Endpoint", LoggedCall::endpoint),
            Field.shown("responseStatus", "Status", LoggedCall::status),
            Field.shown("durationMillis", "ms", call -> call.duration().toMillis()),
            Field.shown("requestId", "Request", LoggedCall::requestId),
            Field.scripted("id", LoggedCall::id),
            Field.scripted("requestPayload", LoggedCall::payload));

    private Keys() {}

    private static String permitted(ApiKey key) {
        KeyScopes scopes = key.scopes();
        if (scopes.preset() != Preset.CUSTOM) {
            return word(scopes.preset());
        }
        return scopes.permissions().isEmpty()
                ? "nothing"
                : String.join(", ", scopes.permissions().stream().sorted().toList());
    }

    static ApiKeyId id(String text) {
        return ApiKeyId.parse(text).orElseThrow(ApiKeyRefusal.NOT_FOUND::refusal);
    }

    static KeyScopes scopes(@Nullable Preset preset, Set<String> scopes) {
        if (preset != null) {
            throw new Stopped(Kind.MALFORMED, "Give --permissions or --scope, and not both.");
        }
        return KeyScopes.custom(scopes);
    }

    /** The key, this once, and then what it is. */
    static void print(Work work, IssuedKey issued) {
        List<Field<IssuedKey>> fields = new ArrayList<>();
        fields.add(Field.shown("key", "API key", made -> made.token().text()));
        FIELDS.forEach(field -> fields.add(field.of(IssuedKey::key)));
        work.output().one(issued, fields);
        work.output().say("Keep the key where only the program finds it: it is not shown again.");
    }

    private static String word(Preset preset) {
        return preset.name().toLowerCase(Locale.ROOT);
    }
}
