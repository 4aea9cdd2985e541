package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;

/** What a subject may do by its plan. */
public interface Entitlements {

    /** The caller's own: every feature there is, granted or not, and every limit with its usage. Any person may. */
    EntitlementSheet of(Actor actor);
}
