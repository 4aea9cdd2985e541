package dev.tenon.ports.apikeys;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key is for. It never permits anything by itself: what counts is what its owner may at the moment of the request,
 * within these scopes.
 *
 * @param preset a set that follows what there is to permit, or {@link Preset#CUSTOM}
 * @param permissions the permissions of a custom set, as {@code resource:verb}; empty for a preset
 */
public record KeyScopes(Preset preset, Set<String> permissions) {

    private static final String READ = ":read";
    private static final String WRITE = ":write";

    /** How the scopes are chosen. */
    public enum Preset {
        /** To see: every permission whose verb is {@code read}. */
        READ,
        /** To see and to change: every permission whose verb is {@code read} or {@code write}. */
        WRITE,
        /** Everything that the owner may. */
        ADMIN,
        /** These permissions alone; without any, nothing. */
        CUSTOM
    }

    public KeyScopes {
        permissions = Set.copyOf(permissions);
        if (preset != Preset.CUSTOM && !permissions.isEmpty()) {
            throw new IllegalArgumentException("A preset says by itself what it permits");
        }
    }

    /** A preset. */
    public static KeyScopes of(Preset preset) {
        return new KeyScopes(preset, Set.of());
    }

    /** These permissions alone. */
    public static KeyScopes custom(Set<String> permissions) {
        return new KeyScopes(Preset.CUSTOM, permissions);
    }

    /** What is left of what the owner may. */
    public Set<String> within(Set<String> owners) {
        return owners.stream().filter(this::includes).collect(Collectors.toUnmodifiableSet());
    }

    private boolean includes(String permission) {
        return switch (preset) {
            case READ -> permission.endsWith(READ);
            case WRITE -> permission.endsWith(READ) || permission.endsWith(WRITE);
            case ADMIN -> true;
            case CUSTOM -> permissions.contains(permission);
        };
    }
}
