package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * An organization, as somebody sees it.
 *
 * @param role as what they belong to it; {@code null} if they do not, and look at it from outside
 */
public record SeenOrganization(
        Organization organization, @Nullable MemberRole role) {}
