package dev.tenon.core.kernel;

import dev.tenon.ports.kernel.SubjectId;

/** Knows who has a way to pay that needs nobody's doing. */
@FunctionalInterface
public interface Payability {

    /** Whether a payment of this person or organization can be collected. */
    boolean isPayable(SubjectId subject);
}
