package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.OrganizationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks about flags for itself.
 *
 * @param flags which flags; empty for all
 * @param organizationId within which organization, of which it is a member; {@code null} for none
 * @param appName the asking program; {@code null} if it does not say
 * @param properties fields of the application's own
 */
public record FlagQuestion(
        List<String> flags,
        @Nullable OrganizationId organizationId,
        @Nullable String appName,
        Map<String, String> properties) {

    /** How many flags can be named at once. */
    public static final int MOST_FLAGS = 200;

    /** How many properties a context can have. */
    public static final int MOST_PROPERTIES = 50;

    /** How long a field of a context can be. */
    public static final int LONGEST_FIELD = 1_000;

    public FlagQuestion {
        flags = List.copyOf(flags);
        properties = Map.copyOf(properties);
    }

    /** All flags. */
    public static FlagQuestion all() {
        return new FlagQuestion(List.of(), null, null, Map.of());
    }

    /** One flag. */
    public static FlagQuestion about(String flag) {
        return new FlagQuestion(List.of(flag), null, null, Map.of());
    }
}
