package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Set;

/** Whether who began to follow may go on: what a request is asked once, a stream is asked again and again. */
record StillReading(Kernel kernel) {

    /** Refuses as a new request would be refused. Does not count as use of a session. */
    void require(Actor actor, UserId person) {
        Instant now = kernel.now();
        boolean may = isActive(person) && hasSession(actor, person, now) && hasKey(actor, now) && isLent(actor);
        if (!may) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
    }

    private boolean isActive(UserId person) {
        return storage().accounts().find(person).filter(Account::isActive).isPresent();
    }

    private boolean hasSession(Actor actor, UserId person, Instant now) {
        SessionId session = actor.sessionId();
        return session == null
                || storage()
                        .sessions()
                        .find(session, now)
                        .filter(found -> found.userId().equals(person))
                        .isPresent();
    }

    private boolean hasKey(Actor actor, Instant now) {
        ApiKeyId key = actor.keyId();
        return key == null
                || storage()
                        .apiKeys()
                        .find(key)
                        .filter(found -> found.isLiveAt(now))
                        .filter(StillReading::mayRead)
                        .isPresent();
    }

    private static boolean mayRead(ApiKey key) {
        String scope = Permission.NOTIFICATIONS_READ.permissionName();
        return !key.scopes().within(Set.of(scope)).isEmpty();
    }

    /** Who works in another's name must be active and allowed to, as at every request. */
    private boolean isLent(Actor actor) {
        UserId by = actor.impersonatorId();
        return by == null
                || (isActive(by)
                        && storage().roles().permissionsOf(by).contains(Permission.USERS_IMPERSONATE.permissionName()));
    }

    private Storage storage() {
        return kernel.storage();
    }
}
