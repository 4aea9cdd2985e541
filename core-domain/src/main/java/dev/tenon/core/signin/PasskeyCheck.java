package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.PasskeyRefusal;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.spi.CeremonyStore;
import dev.tenon.ports.signin.spi.CeremonyStore.Ceremony;
import dev.tenon.ports.signin.spi.CeremonyStore.Purpose;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import dev.tenon.ports.signin.spi.PasskeyStore;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ceremonies with passkeys between their two requests, and whether an answer is that of a passkey. */
final class PasskeyCheck {

    private static final Duration VALID = Duration.ofMinutes(5);
    private static final String STATE = "passkey-ceremony";
    /** So many registrations of one account may be under way at once. */
    private static final int MOST_WAITING = 5;

    private final Kernel kernel;
    private final @Nullable PasskeyCeremonies ceremonies;
    private final CeremonyStore begun;
    private final PasskeyStore passkeys;
    private final EnabledMethods methods;

    /** Without ceremonies, passkeys are not offered. */
    PasskeyCheck(Kernel kernel, @Nullable PasskeyCeremonies ceremonies) {
        this.kernel = kernel;
        this.ceremonies = ceremonies;
        this.begun = kernel.storage().ceremonies();
        this.passkeys = kernel.storage().passkeys();
        this.methods = new EnabledMethods(kernel.storage().loginMethods());
    }

    /** A ceremony that was taken out for an answer. */
    record Taken(@Nullable UserId person, String state) {}

    /**
     * An answer that is right.
     *
     * @param signatureCount what the device's counter has grown to
     */
    record Shown(Passkey passkey, long signatureCount) {}

    /** The ceremonies, if passkeys are offered and not closed. */
    PasskeyCeremonies offered() {
        if (ceremonies == null) {
            throw PasskeyRefusal.NOT_OFFERED.refusal();
        }
        methods.require(LoginMethod.PASSKEY);
        return ceremonies;
    }

    /** Whether this person has one, besides that of this id, that would be taken now. */
    boolean has(UserId person, @Nullable Id without) {
        PasskeyCeremonies here = ceremonies;
        return here != null
                && kernel.storage().loginMethods().isEnabled(LoginMethod.PASSKEY)
                && passkeys.list(person).stream()
                        .map(StoredPasskey::passkey)
                        .anyMatch(each ->
                                each.site().equals(here.site()) && !each.id().equals(without));
    }

    /** Keeps what the second half of a ceremony needs, under a token. */
    Passkeys.Begun keep(
            Actor actor, Purpose purpose, @Nullable UserId person, PasskeyCeremonies.Begun begins, Instant now) {
        Token token = kernel.secrets().newToken(Token.CEREMONY);
        Ceremony ceremony = new Ceremony(
                kernel.ids().next(),
                person,
                purpose,
                kernel.secrets().digest(token),
                kernel.secrets().seal(STATE, begins.state()),
                now,
                now.plus(VALID));
        return kernel.changes().commit(actor, now, change -> {
            begun.begin(ceremony, MOST_WAITING);
            return new Passkeys.Begun(token.text(), JsonText.of(begins.optionsJson()), ceremony.expiresAt());
        });
    }

    /**
     * Takes a ceremony out for good before its answer is looked at: of any number of parallel answers one is, and the counted
     * beginnings bound them. Refuses one that is unknown, spent, expired or for something else.
     */
    Taken take(PasskeyAnswer answer, Purpose purpose, Instant now) {
        return Token.parse(Token.CEREMONY, answer.ceremony())
                .map(kernel.secrets()::digest)
                .flatMap(digest -> kernel.storage().unitOfWork().run(() -> begun.spend(digest, purpose, now)))
                .flatMap(spent -> kernel.secrets()
                        .open(STATE, spent.sealedState())
                        .map(state -> new Taken(spent.userId(), state)))
                .orElseThrow(PasskeyRefusal.CEREMONY_GONE::refusal);
    }

    /** The passkey that an answer says to be of. */
    @Nullable
    StoredPasskey claimed(PasskeyAnswer answer) {
        return offered()
                .credentialId(answer.credential().text())
                .flatMap(passkeys::findByCredential)
                .orElse(null);
    }

    /** What the answer shows of this passkey; empty if it is wrong. */
    Optional<Shown> check(Taken taken, PasskeyAnswer answer, StoredPasskey claimed) {
        return offered()
                .finishSignIn(taken.state(), answer.credential().text(), claimed.credential())
                .map(after -> new Shown(claimed.passkey(), after.signatureCount()));
    }

    /** Notes the use of a passkey, in a unit of work; false if its counter has grown to this meanwhile. */
    boolean use(Shown shown, Instant now) {
        return passkeys.use(shown.passkey().id(), shown.signatureCount(), now);
    }
}
