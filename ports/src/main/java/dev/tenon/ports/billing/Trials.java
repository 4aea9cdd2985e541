package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;

/** Trials of plans. One begins with a subscription that is started with it. */
public interface Trials {

    /** The caller's own, newest first; at most one, unless organizations' are among them. Any person may, and a key with {@code billing:read}. */
    Page<Trial> list(Actor actor, PageRequest page);

    /**
     * Those of an organization. Its owners and administrators may, and who holds {@code subscriptions:read}.
     *
     * @throws Refusal {@code organization-not-found}
     */
    Page<Trial> listOf(Actor actor, OrganizationId organization, PageRequest page);

    /** Everybody's, newest first. Needs {@code subscriptions:read}. */
    Page<Trial> listAll(Actor actor, PageRequest page);
}
