package dev.tenon.ports.flags;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a flag is for, and so how long it is expected to live. The types and their lifetimes are those of Unleash. */
public enum FlagType {
    RELEASE(Duration.ofDays(40)),
    EXPERIMENT(Duration.ofDays(40)),
    OPERATIONAL(Duration.ofDays(7)),
    KILL_SWITCH(null),
    PERMISSION(null);

    private final @Nullable Duration lifetime;

    FlagType(@Nullable Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** How long such flags are expected to live; empty for ever. */
    public Optional<Duration> lifetime() {
        return Optional.ofNullable(lifetime);
    }

    /** The type's name in requests, tables and files, e.g. {@code kill-switch}. */
    public String typeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type of this name. */
    public static Optional<FlagType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.typeName().equals(name))
                .findFirst();
    }
}
