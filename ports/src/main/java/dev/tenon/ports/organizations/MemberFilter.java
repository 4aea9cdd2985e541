package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which members to list; {@code null} leaves a condition out.
 *
 * @param text what to look for in addresses and names, as {@code SearchWords} reads it
 * @param email the whole address: of one at most
 */
public record MemberFilter(
        @Nullable String text,
        @Nullable MemberRole role,
        @Nullable EmailAddress email) {

    /** Those of a role who are found by a text. */
    public MemberFilter(@Nullable String text, @Nullable MemberRole role) {
        this(text, role, null);
    }

    /** The one of this address. */
    public static MemberFilter at(EmailAddress email) {
        return new MemberFilter(null, null, email);
    }

    /** Every member. */
    public static MemberFilter all() {
        return new MemberFilter(null, null);
    }
}
