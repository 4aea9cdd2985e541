package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
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
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.ports.signin.spi.PasskeyStore;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    /** A ceremony that an answer is to. */
    record Open(Ceremony ceremony, String state) {}

    /**
     * An answer that is right.
     *
     * @param use notes it, in a unit of work; false if somebody was faster with the ceremony or the counter
     */
    record Shown(Passkey passkey, BooleanSupplier use) {}

    /** The ceremonies, if passkeys are offered and not closed. */
    PasskeyCeremonies offered() {
        if (ceremonies == null) {
            throw PasskeyRefusal.NOT_OFFERED.refusal();
        }
        methods.require(LoginMethod.PASSKEY);
        return ceremonies;
    }

    /** Whether this person has one that would be taken now. */
    boolean has(UserId person) {
        return ceremonies != null
                && kernel.storage().loginMethods().isEnabled(LoginMethod.PASSKEY)
                && !passkeys.list(person).isEmpty();
    }

    /** Keeps what the second half of a ceremony needs, under a token. */
    Passkeys.Begun keep(Purpose purpose, @Nullable UserId person, PasskeyCeremonies.Begun begins, Instant now) {
        Token token = kernel.secrets().newToken(Token.CEREMONY);
        Ceremony ceremony = new Ceremony(
                kernel.ids().next(),
                person,
                purpose,
                kernel.secrets().digest(token),
                kernel.secrets().seal(STATE, begins.state()),
                now,
                now.plus(VALID));
        kernel.storage().unitOfWork().run(() -> {
            begun.begin(ceremony, MOST_WAITING);
            return ceremony;
        });
        return new Passkeys.Begun(token.text(), JsonText.of(begins.optionsJson()), ceremony.expiresAt());
    }

    /** The ceremony that an answer is to; refuses one that is unknown, spent, expired or for something else. */
    Open open(PasskeyAnswer answer, Purpose purpose, Instant now) {
        return Token.parse(Token.CEREMONY, answer.ceremony())
                .flatMap(token -> begun.find(kernel.secrets().digest(token), purpose, now))
                .flatMap(found ->
                        kernel.secrets().open(STATE, found.sealedState()).map(state -> new Open(found, state)))
                .orElseThrow(PasskeyRefusal.CEREMONY_GONE::refusal);
    }

    /** Spends a ceremony, in a unit of work; false if somebody was faster. */
    boolean spend(Open open, Instant now) {
        Ceremony ceremony = open.ceremony();
        return begun.spend(ceremony.digest(), ceremony.purpose(), now).isPresent();
    }

    /** The passkey that an answer says to be of. */
    @Nullable
    StoredPasskey claimed(PasskeyAnswer answer) {
        return offered()
                .credentialId(answer.credential().text())
                .flatMap(passkeys::findByCredential)
                .orElse(null);
    }

    /** What the answer shows of the passkey that it says to be of; empty if it is wrong. */
    Optional<Shown> check(Open open, PasskeyAnswer answer, @Nullable StoredPasskey claimed, Instant now) {
        Optional<Credential> after = offered()
                .finishSignIn(open.state(), answer.credential().text(), claimed == null ? null : claimed.credential());
        if (claimed == null) {
            return Optional.empty();
        }
        Passkey passkey = claimed.passkey();
        return after.map(credential -> new Shown(
                passkey, () -> spend(open, now) && passkeys.use(passkey.id(), credential.signatureCount(), now)));
    }
}
