package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * Which members to list; {@code null} leaves a condition out.
 *
 * @param text what to look for in addresses and names, as {@code SearchWords} reads it
 */
public record MemberFilter(@Nullable String text, @Nullable MemberRole role) {

    /** Every member. */
    public static MemberFilter all() {
        return new MemberFilter(null, null);
    }
}
