package dev.tenon.core.kernel;

import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.ImpersonationRefusal;
import java.util.Set;

/** Decides who may. The only place in Tenon that does. */
public final class Authorizer {

    private Authorizer() {}

    /** Passes whoever holds the permission; tells the others to sign in, or which permission they lack. */
    public static void require(Actor actor, Permission permission) {
        if (actor.type() == Actor.Type.ANONYMOUS) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        if (!may(actor, permission)) {
            throw RequestRefusal.FORBIDDEN.because("This needs the permission " + permission.permissionName() + ".");
        }
    }

    /** Passes whoever is known; tells the others to sign in. */
    public static void signedIn(Actor actor) {
        if (actor.type() == Actor.Type.ANONYMOUS) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
    }

    /** Whether the actor holds the permission. */
    public static boolean may(Actor actor, Permission permission) {
        return actor.holds(permission.permissionName());
    }

    /**
     * Passes whoever holds each of these permissions, and whoever is trusted: what may do more than oneself is not one's own
     * to change, or every permission to change others would be worth all that there are.
     */
    public static void notBeyond(Actor actor, Set<String> permissions, RefusalCode beyond) {
        if (!permissions.stream().allMatch(actor::holds)) {
            throw beyond.refusal();
        }
    }

    /**
     * The same for what may be tied to a plan: whose roles grant it, and whose own plan happens not to have it, may still give it
     * and take it. A key does not: it has what it has.
     */
    public static void notBeyond(Actor actor, Set<String> permissions, RoleStore roles, RefusalCode beyond) {
        if (permissions.stream().allMatch(actor::holds)) {
            return;
        }
        UserId person = actor.comesWithKey() ? null : actor.userId();
        if (person == null || !roles.grantsOf(person).containsAll(permissions)) {
            throw beyond.refusal();
        }
    }

    /** Passes the person, and whoever may do all that the person may, whatever the plan of either. */
    public static void reach(Actor actor, UserId person, RoleStore roles) {
        if (!actor.is(person)) {
            notBeyond(actor, roles.grantsOf(person), roles, AccountRefusal.BEYOND_YOURS);
        }
    }

    /**
     * The person who asks, and not a program with a key; tells others to sign in, or in whose name to act. What a key may do
     * as well asks for {@link #own} or for a permission.
     */
    public static UserId person(Actor actor) {
        UserId person = account(actor);
        notByKey(actor);
        return person;
    }

    /** The person whose own things these are: every account's right, for which an API key needs the scope. */
    public static UserId own(Actor actor, Permission scope) {
        UserId person = account(actor);
        if (actor.comesWithKey()) {
            require(actor, scope);
        }
        return person;
    }

    private static UserId account(Actor actor) {
        if (actor.type() == Actor.Type.ANONYMOUS) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        return actor.person()
                .orElseThrow(() -> RequestRefusal.FORBIDDEN.because(
                        actor.comesWithKey()
                                ? "This belongs to a person; the key belongs to an organization."
                                : "This belongs to a person. Say in whose name you act, for example with --as EMAIL."));
    }

    private static void notByKey(Actor actor) {
        if (actor.comesWithKey()) {
            throw ApiKeyRefusal.NOT_HERE.refusal();
        }
    }

    /** The person who asks, and not somebody else in the person's name. */
    public static UserId personThemselves(Actor actor) {
        UserId person = person(actor);
        if (actor.impersonatorId() != null) {
            throw ImpersonationRefusal.NOT_HERE.refusal();
        }
        return person;
    }

    /** The person who asks and holds the permission, by the person's roles and within the scopes of a key. */
    public static UserId person(Actor actor, Permission permission) {
        UserId person = account(actor);
        require(actor, permission);
        return person;
    }

    /**
     * Passes the owner of a thing, without a key, and whoever holds the permission; for the others the thing does not exist.
     */
    public static void ownerOr(Actor actor, UserId owner, Permission permission, RefusalCode notFound) {
        visible(actor, owner, permission, notFound);
        if (actor.is(owner) && !may(actor, permission)) {
            notByKey(actor);
        }
    }

    /** The same for what the owner may do with a key too, if it has the scope. */
    public static void ownerOr(
            Actor actor, UserId owner, Permission scope, Permission permission, RefusalCode notFound) {
        visible(actor, owner, permission, notFound);
        if (actor.is(owner) && !may(actor, permission)) {
            own(actor, scope);
        }
    }

    private static void visible(Actor actor, UserId owner, Permission permission, RefusalCode notFound) {
        if (actor.type() == Actor.Type.ANONYMOUS) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        if (!actor.is(owner) && !may(actor, permission)) {
            throw notFound.refusal();
        }
    }
}
