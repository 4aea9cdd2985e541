package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What roles can permit, and whether somebody may. The catalogue is Tenon's own permissions and those that the embedding product
 * adds, each of which can be tied to a feature of a plan: then it counts only for those whose plan has it.
 */
public interface Permissions {

    /** How many permissions the catalogue can have. */
    int MOST_PERMISSIONS = 1_000;

    /** The catalogue, oldest first: Tenon's own come first. Needs {@code roles:read}. */
    Page<PermissionEntry> list(Actor actor, PageRequest page);

    /**
     * One permission. Needs {@code roles:read}.
     *
     * @throws Refusal {@link PermissionRefusal#NOT_FOUND}
     */
    PermissionEntry get(Actor actor, PermissionId id);

    /**
     * The permission of this name. Needs {@code roles:read}.
     *
     * @throws Refusal {@link PermissionRefusal#NOT_FOUND}
     */
    PermissionEntry named(Actor actor, String name);

    /**
     * Adds a permission, which the role admin grants from then on, and nobody else. Needs {@code roles:write}.
     *
     * <p>Recorded as {@code permission.created}.
     *
     * @throws Refusal {@link PermissionRefusal#NAME_TAKEN}; {@link PermissionRefusal#TOO_MANY}; {@code request-invalid}
     */
    PermissionEntry create(Actor actor, NewPermission permission);

    /**
     * Describes a permission anew, or ties it to another feature. Needs {@code roles:write} and the permission itself.
     *
     * <p>Recorded as {@code permission.updated}.
     *
     * @throws Refusal {@link PermissionRefusal#NOT_FOUND}; {@link PermissionRefusal#BUILT_IN};
     *     {@link PermissionRefusal#BEYOND_YOURS}; {@code request-precondition-failed}; {@code request-invalid}
     */
    PermissionEntry update(Actor actor, PermissionId id, PermissionPatch patch, Expected expected);

    /**
     * Deletes a permission. One that roles other than admin grant is refused, saying how many do, unless it is to go although
     * they do: then they grant it no more. Needs {@code roles:write} and the permission itself.
     *
     * <p>Recorded as {@code permission.deleted}.
     *
     * @throws Refusal {@link PermissionRefusal#NOT_FOUND}; {@link PermissionRefusal#BUILT_IN};
     *     {@link PermissionRefusal#STILL_GRANTED}; {@link PermissionRefusal#BEYOND_YOURS};
     *     {@code request-precondition-failed}
     */
    void delete(Actor actor, PermissionId id, boolean evenIfGranted, Expected expected);

    /**
     * Whether the actor may do this outside of any organization, as it was loaded: its account active, its roles granting it, the
     * plan having what it needs, the key's scopes including it. Asks no database, takes nanoseconds, and knows of no document
     * and no quota: ask {@link #check(Actor, List)} about those and about organizations. Anyone may ask.
     */
    boolean check(Actor actor, String permission);

    /** {@link #check(Actor, List, UserId, boolean)} about the caller, without the paths. */
    default List<PermissionAnswer> check(Actor actor, List<PermissionCheck> checks) {
        return check(actor, checks, null, false);
    }

    /**
     * Answers up to {@link PermissionCheck#MOST} questions in one statement, in their order. Within a transaction that the
     * embedding program has open, it sees what that transaction has written.
     *
     * <p>Whoever is signed in may ask about themselves; an API key is answered within its scopes. About somebody else with
     * {@code roles:read}; the paths then say of plan and storage only what {@code subscriptions:read} may see. Nothing is
     * recorded.
     *
     * @param about whom; {@code null} for the caller
     * @param explain whether to say how each answer came about
     * @throws Refusal {@code account-not-found}; {@code request-invalid} for none, too many or two of one id
     */
    List<PermissionAnswer> check(Actor actor, List<PermissionCheck> checks, @Nullable UserId about, boolean explain);
}
