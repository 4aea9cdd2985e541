package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SignInRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person who is signed in to prove it again before something that a borrowed session must not do: by the password,
 * or, where the account has none, by a sign-in of the last minutes.
 */
final class Reauthentication implements ProofOfPerson {

    private static final Duration RECENT = Duration.ofMinutes(10);

    private final Kernel kernel;
    private final PasswordCheck passwords;
    private final LoginThrottle throttle;

    Reauthentication(Kernel kernel, PasswordCheck passwords, LoginThrottle throttle) {
        this.kernel = kernel;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    @Override
    public UserId require(Actor actor, @Nullable String password, Instant now) {
        UserId person = Authorizer.personThemselves(actor);
        if (passwords.hasPassword(person)) {
            if (password == null) {
                throw missing();
            }
            hashOfOwn(person, password, now);
        } else if (!signedInLately(actor, now)) {
            throw SignInRefusal.TOO_LONG_AGO.refusal();
        }
        return person;
    }

    @Override
    public UserId requireLately(Actor actor, @Nullable String password, Instant now) {
        UserId person = Authorizer.personThemselves(actor);
        boolean isProved = actor.sessionId() == null || signedInLately(actor, now);
        return isProved && password == null ? person : require(actor, password, now);
    }

    /** The stored hash of the person's password, which is this one; wrong ones are counted. */
    String hashOfOwn(UserId person, String password, Instant now) {
        LoginThrottle.Try attempt = throttle.countOwn(person, now);
        String hash = passwords.own(person, password).orElseThrow(PasswordRefusal.WRONG::refusal);
        throttle.succeeded(attempt);
        return hash;
    }

    private static Refusal missing() {
        String detail = "Give the present password, too.";
        return RequestRefusal.INVALID
                .because(detail)
                .withErrors(List.of(new FieldError("/password", "missing", detail)));
    }

    private boolean signedInLately(Actor actor, Instant now) {
        return Optional.ofNullable(actor.sessionId())
                .flatMap(id -> kernel.storage().sessions().find(id, now))
                .map(Session::createdAt)
                .filter(began -> now.isBefore(began.plus(RECENT)))
                .isPresent();
    }
}
