package dev.tenon.ports.plans.spi;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;

/**
 * Takes part in the commits that change what somebody is entitled to: each capability that keeps a copy of a limit brings it up to
 * date there. Called in the order in which {@code TenonCore} lists the participants, after the change is written.
 */
public interface EntitlementParticipant {

    /** What the subject is entitled to may be something else from now on. */
    void entitled(Change change, SubjectId subject);
}
