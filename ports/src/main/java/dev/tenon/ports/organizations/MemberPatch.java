package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * What to change about a member; {@code null} leaves it.
 *
 * @param notificationsEnabled whether the member is notified of what happens in the organization; theirs alone to say
 */
public record MemberPatch(
        @Nullable MemberRole role, @Nullable Boolean notificationsEnabled) {

    /** Another role. */
    public static MemberPatch role(MemberRole role) {
        return new MemberPatch(role, null);
    }

    /** Whether to be notified. */
    public static MemberPatch notifications(boolean enabled) {
        return new MemberPatch(null, enabled);
    }
}
