package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * How many can belong to an organization.
 *
 * @param taken how many do
 * @param most {@code null} for no limit; may lie under what is taken after a change to a smaller plan
 */
public record Seats(int taken, @Nullable Integer most) {

    /** Whether one more can join. */
    public boolean hasRoom() {
        return most == null || taken < most;
    }
}
