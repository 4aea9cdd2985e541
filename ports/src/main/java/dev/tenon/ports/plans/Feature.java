package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that plans can grant, and exceptions can give and take.
 *
 * @param key its name for programs, e.g. {@code upload-size}; never changes
 * @param name its name for people
 * @param revision rises with every change; an adapter's ETag
 */
public record Feature(
        FeatureId id,
        String key,
        String name,
        @Nullable String description,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Whether Tenon itself asks for it, so that it cannot be deleted. */
    public boolean isBuiltIn() {
        return key.equals(PlanFeature.UPLOAD_SIZE)
                || key.equals(PlanFeature.API_REQUESTS_PER_MINUTE)
                || key.equals(PlanFeature.DOCUMENT_SHARING);
    }

    /** The feature as a plan grants it. */
    public PlanFeature granted(@Nullable Long limit) {
        return new PlanFeature(id, key, name, limit);
    }

    /** The same feature after a patch. */
    public Feature patched(FeaturePatch patch) {
        return new Feature(
                id,
                key,
                patch.name() == null ? name : patch.name(),
                patch.description().over(description),
                createdAt,
                updatedAt,
                revision);
    }

    /** The feature's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
