package dev.tenon.ports.flags;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * For whom a flag is asked: everything that strategies and constraints can look at. What is {@code null} is unknown.
 *
 * @param environment where the asking program runs; the installation's own if {@code null}
 * @param currentTime what constraints on the time compare with; the present if {@code null}
 * @param plan the name of the plan that counts
 * @param roles the names of the roles that are held
 * @param properties fields of the application's own, by name
 */
public record FlagContext(
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String remoteAddress,
        @Nullable String environment,
        @Nullable String appName,
        @Nullable Instant currentTime,
        @Nullable String organizationId,
        @Nullable String plan,
        Set<String> roles,
        Map<String, String> properties) {

    private static final FlagContext EMPTY = new Builder().build();

    public FlagContext {
        roles = Set.copyOf(roles);
        properties = Map.copyOf(properties);
    }

    /** Nobody in particular. */
    public static FlagContext empty() {
        return EMPTY;
    }

    /** A user, by an id of the application's choice. */
    public static FlagContext user(String userId) {
        return builder().userId(userId).build();
    }

    /** A context to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** What reads a field of contexts by its name, so that the name is looked at once. */
    public static Function<FlagContext, @Nullable String> field(String name) {
        return switch (name) {
            case "userId" -> FlagContext::userId;
            case "sessionId" -> FlagContext::sessionId;
            case "remoteAddress" -> FlagContext::remoteAddress;
            case "environment" -> FlagContext::environment;
            case "appName" -> FlagContext::appName;
            case "organizationId" -> FlagContext::organizationId;
            case "plan" -> FlagContext::plan;
            case "currentTime" -> context -> context.currentTime == null ? null : context.currentTime.toString();
            default -> context -> context.properties.get(name);
        };
    }

    /** Fills a context. */
    public static final class Builder {

        private @Nullable String userId;
        private @Nullable String sessionId;
        private @Nullable String remoteAddress;
        private @Nullable String environment;
        private @Nullable String appName;
        private @Nullable Instant currentTime;
        private @Nullable String organizationId;
        private @Nullable String plan;
        private Set<String> roles = Set.of();
        private final Map<String, String> properties = new HashMap<>();

        private Builder() {}

        public Builder userId(@Nullable String chosen) {
            this.userId = chosen;
            return this;
        }

        public Builder sessionId(@Nullable String chosen) {
            this.sessionId = chosen;
            return this;
        }

        public Builder remoteAddress(@Nullable String chosen) {
            this.remoteAddress = chosen;
            return this;
        }

        public Builder environment(@Nullable String chosen) {
            this.environment = chosen;
            return this;
        }

        public Builder appName(@Nullable String chosen) {
            this.appName = chosen;
            return this;
        }

        public Builder currentTime(@Nullable Instant chosen) {
            this.currentTime = chosen;
            return this;
        }

        public Builder organizationId(@Nullable String chosen) {
            this.organizationId = chosen;
            return this;
        }

        public Builder plan(@Nullable String chosen) {
            this.plan = chosen;
            return this;
        }

        public Builder roles(Set<String> chosen) {
            this.roles = chosen;
            return this;
        }

        /** A field of the application's own. */
        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        public Builder properties(Map<String, String> chosen) {
            properties.putAll(chosen);
            return this;
        }

        public FlagContext build() {
            return new FlagContext(
                    userId,
                    sessionId,
                    remoteAddress,
                    environment,
                    appName,
                    currentTime,
                    organizationId,
                    plan,
                    roles,
                    properties);
        }
    }
}
