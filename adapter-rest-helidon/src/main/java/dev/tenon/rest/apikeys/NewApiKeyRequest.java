package dev.tenon.rest.apikeys;

import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.Set;

/** {@code {name?, permissions? or scopes?, organizationId?, expiresAt?}}. */
final class NewApiKeyRequest {

    private static final Set<Preset> PRESETS = EnumSet.complementOf(EnumSet.of(Preset.CUSTOM));

    private NewApiKeyRequest() {}

    static NewApiKey read(Fields fields) {
        NewApiKey wanted = new NewApiKey(
                fields.nullableId("organizationId", OrganizationId::parse),
                fields.nullableText("name"),
                scopes(fields),
                fields.nullableInstant("expiresAt"));
        fields.close(ApiKeyRoutes.READ_ONLY);
        return wanted;
    }

    private static KeyScopes scopes(Fields fields) {
        Preset preset = fields.word("permissions", PRESETS);
        if (!fields.has("scopes")) {
            return KeyScopes.of(preset == null ? Preset.READ : preset);
        }
        if (fields.has("permissions")) {
            fields.error("permissions", "one-of", "Give `permissions` or `scopes`, and not both.");
        }
        return KeyScopes.custom(fields.texts("scopes", NewApiKey.MOST_SCOPES));
    }
}
