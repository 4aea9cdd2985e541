package dev.tenon.ports.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Which revision of a thing the caller believes it is changing. A change of another revision is refused with
 * {@link RequestRefusal#PRECONDITION_FAILED}, so that nobody overwrites what they have not seen.
 *
 * @param revision the revision; {@code null} if the caller does not mind
 */
public record Expected(@Nullable Long revision) {

    /** Whatever the revision is. */
    public static Expected any() {
        return new Expected(null);
    }

    /** Exactly this one. */
    public static Expected revision(long revision) {
        return new Expected(revision);
    }

    /** Refuses if the present revision is another one. */
    public void check(long present) {
        if (revision != null && revision != present) {
            throw RequestRefusal.PRECONDITION_FAILED.refusal();
        }
    }
}
