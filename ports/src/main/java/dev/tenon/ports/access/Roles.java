package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.util.List;

/** Roles and who holds them. */
public interface Roles {

    /** Every role, by name. Needs {@code roles:read}. */
    List<Role> list(Actor actor);

    /** The roles of an account, by name. One's own, or any with {@code roles:read}. */
    List<Role> rolesOf(Actor actor, UserId userId);

    /**
     * Gives a role; giving it twice changes nothing. Needs {@code roles:write}. Counts from the account's next request on.
     *
     * <p>Recorded as {@code role.assigned}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BEYOND_YOURS}; {@code account-not-found}
     */
    void assign(Actor actor, UserId userId, RoleId roleId);

    /**
     * Takes a role away; taking what is not held changes nothing. Needs {@code roles:write}. Counts from the account's
     * next request on.
     *
     * <p>Recorded as {@code role.unassigned}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BEYOND_YOURS}; {@code account-last-admin} if no active administrator would remain
     */
    void unassign(Actor actor, UserId userId, RoleId roleId);
}
