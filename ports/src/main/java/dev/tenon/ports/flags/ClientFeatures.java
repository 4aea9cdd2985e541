package dev.tenon.ports.flags;

/**
 * All flags as SDKs of Unleash read them.
 *
 * @param version changes whenever a flag does; an adapter's ETag
 * @param json the JSON of Unleash's {@code GET /api/client/features}
 */
public record ClientFeatures(String version, String json) {}
