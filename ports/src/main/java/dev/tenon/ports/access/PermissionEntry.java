package dev.tenon.ports.access;

import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that roles can permit: one of Tenon's own, as {@link Permission} has them, or one that the embedding product
 * has added.
 *
 * @param name as {@code resource:verb}
 * @param builtIn whether it comes with Tenon and can be neither changed nor deleted
 * @param feature the key of the plan feature without which it does not count, e.g. {@code api-access}; {@code null} if it
 *     counts with any plan and without one
 * @param revision rises with every change; an adapter's ETag
 */
public record PermissionEntry(
        PermissionId id,
        String name,
        @Nullable String description,
        boolean builtIn,
        @Nullable String feature,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** The permission's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** The same permission after a patch. */
    public PermissionEntry patched(PermissionPatch patch) {
        return new PermissionEntry(
                id,
                name,
                patch.description().over(description),
                builtIn,
                patch.feature().over(feature),
                createdAt,
                updatedAt,
                revision);
    }
}
