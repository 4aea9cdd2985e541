package dev.tenon.ports.organizations;

import dev.tenon.ports.access.Permission;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As what somebody belongs to an organization. */
public enum MemberRole {
    /** It is theirs: there is always one. */
    OWNER,
    /** Runs it for the owners. */
    ADMIN,
    /** Works in it. */
    MEMBER;

    private static final Set<String> OF_MANAGERS = Stream.concat(
                    Permission.ofOrganizations().stream(),
                    Stream.of(
                                    Permission.ROLES_READ,
                                    Permission.ROLES_WRITE,
                                    Permission.API_KEYS_READ,
                                    Permission.API_KEYS_WRITE)
                            .map(Permission::permissionName))
            .collect(Collectors.toUnmodifiableSet());

    /** The role as texts name it, in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this one runs the organization: its roles and its keys are theirs to manage. */
    public boolean manages() {
        return this != MEMBER;
    }

    /**
     * Which of Tenon's own permissions this one holds inside the organization, as {@code resource:verb}. Who manages it also
     * holds, inside it, whatever the embedding product has added to the catalogue.
     */
    public Set<String> permissions() {
        return manages() ? OF_MANAGERS : Permission.ofOrganizations();
    }
}
