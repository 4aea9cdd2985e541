package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * What organizations may be where no plan says otherwise.
 *
 * @param perOwner of how many organizations one person can be the main owner before founding another is refused
 * @param seats how many members an organization without a plan can have; {@code null} for no limit
 * @param storageLimit how many bytes a new organization may store; {@code null} for no limit
 */
public record OrganizationPolicy(
        int perOwner, @Nullable Integer seats, @Nullable Long storageLimit) {

    private static final long GIBIBYTE = 1L << 30;

    public OrganizationPolicy {
        if (perOwner < 0 || (seats != null && seats < 1) || (storageLimit != null && storageLimit < 0)) {
            throw new IllegalArgumentException(
                    "Organizations have at least one seat, and nothing about them is less than zero");
        }
    }

    /** Fifty organizations a person, a hundred seats and one GiB each. */
    public static OrganizationPolicy standard() {
        return new OrganizationPolicy(50, 100, GIBIBYTE);
    }
}
