package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.CeremonyStore.Ceremony;
import dev.tenon.ports.signin.spi.CeremonyStore.Purpose;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the first factor and the session. Every way in asks here, before the commit that opens a session: an account
 * with a second factor is refused with a challenge, which remembers how its owner came so far.
 */
final class SecondFactorGate {

    private static final Duration VALID = Duration.ofMinutes(5);
    private static final String STATE = "second-factor-challenge";
    /** So many sign-ins of one account may wait at once; a stranger with the password fills no table. */
    private static final int MOST_WAITING = 10;

    private final Kernel kernel;
    private final SecondFactorStore factors;
    private final CeremonyStore ceremonies;
    private final PasskeyCheck passkeys;

    SecondFactorGate(Kernel kernel, PasskeyCheck passkeys) {
        this.kernel = kernel;
        this.factors = kernel.storage().secondFactors();
        this.ceremonies = kernel.storage().ceremonies();
        this.passkeys = passkeys;
    }

    /** Whether sign-ins to this account need a second factor. */
    boolean isNeeded(UserId person) {
        return factors.find(person)
                .filter(factor -> factor.confirmedAt() != null)
                .isPresent();
    }

    /**
     * Lets an entry through, or refuses it with a challenge that {@link #find} knows. Outside a unit of work: the challenge
     * lasts though the caller is refused.
     */
    void pass(Account account, Entry entry, Instant now) {
        pass(account, entry, null, now);
    }

    /** The same for who comes from a provider: what the provider said waits as well, and counts when the factor is passed. */
    void pass(Account account, Entry entry, @Nullable Arrival arrival, Instant now) {
        if (entry.secondFactor() == null && isNeeded(account.id())) {
            @Nullable SocialIdentity identity = arrival == null ? null : arrival.identity();
            Token token = kernel.secrets().newToken(Token.CEREMONY);
            Instant expiresAt = now.plus(VALID);
            Ceremony challenge = new Ceremony(
                    kernel.ids().next(),
                    account.id(),
                    Purpose.SECOND_FACTOR,
                    kernel.secrets().digest(token),
                    kernel.secrets().seal(STATE, WaitingEntry.text(entry, identity)),
                    now,
                    expiresAt);
            kernel.storage().unitOfWork().run(() -> {
                ceremonies.begin(challenge, MOST_WAITING);
                return challenge;
            });
            Map<String, Object> members = new HashMap<>(
                    Map.of("challenge", token.text(), "methods", methodsOf(account.id()), "expiresAt", expiresAt));
            if (arrival != null && arrival.redirectTo() != null) {
                members.put("redirectTo", arrival.redirectTo());
            }
            throw SignInRefusal.SECOND_FACTOR_REQUIRED.refusal().withMembers(members);
        }
    }

    /**
     * Somebody who comes from a provider.
     *
     * @param redirectTo where the browser wants to go afterwards; {@code null} if it did not say
     */
    record Arrival(SocialIdentity identity, @Nullable String redirectTo) {}

    private List<String> methodsOf(UserId person) {
        return passkeys.has(person, null)
                ? List.of(SecondFactorCheck.APP, SecondFactorCheck.RECOVERY_CODE, SecondFactorCheck.PASSKEY)
                : List.of(SecondFactorCheck.APP, SecondFactorCheck.RECOVERY_CODE);
    }

    /**
     * A sign-in that waits for its second factor.
     *
     * @param identity what the provider said; {@code null} for a way in without one
     */
    record Waiting(UserId userId, Entry entry, @Nullable SocialIdentity identity, String digest) {}

    /** The sign-in of a challenge; refuses one that is unknown, spent or expired. */
    Waiting find(String challenge, Instant now) {
        Optional<Ceremony> ceremony = Token.parse(Token.CEREMONY, challenge)
                .flatMap(token -> ceremonies.find(kernel.secrets().digest(token), Purpose.SECOND_FACTOR, now));
        return ceremony.flatMap(found -> kernel.secrets()
                        .open(STATE, found.sealedState())
                        .map(WaitingEntry::of)
                        .map(state -> new Waiting(
                                Objects.requireNonNull(found.userId()),
                                state.entry(),
                                state.identity(),
                                found.digest())))
                .orElseThrow(SignInRefusal.CHALLENGE_GONE::refusal);
    }

    /** Spends the challenge in the commit that opens the session. */
    void spend(Waiting waiting, Instant now) {
        if (ceremonies.spend(waiting.digest(), Purpose.SECOND_FACTOR, now).isEmpty()) {
            throw SignInRefusal.CHALLENGE_GONE.refusal();
        }
    }
}
