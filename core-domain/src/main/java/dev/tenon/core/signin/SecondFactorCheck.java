package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.spi.CeremonyStore.Purpose;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SecondFactorStore.SecondFactor;
import dev.tenon.ports.signin.spi.TimeCodes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides whether what is shown is the second factor of an account. */
final class SecondFactorCheck {

    static final String APP = "totp";
    static final String RECOVERY_CODE = "recovery-code";
    static final String PASSKEY = "passkey";

    private static final String SECRET = "second-factor";
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_CODE_LENGTH = 16;
    private static final int GROUP = 4;
    private static final int LONGEST_TYPED = 64;

    private final Kernel kernel;
    private final SecondFactorStore store;
    private final TimeCodes timeCodes;
    private final PasskeyCheck passkeys;

    SecondFactorCheck(Kernel kernel, TimeCodes timeCodes, PasskeyCheck passkeys) {
        this.kernel = kernel;
        this.store = kernel.storage().secondFactors();
        this.timeCodes = timeCodes;
        this.passkeys = passkeys;
    }

    /**
     * A proof that is right.
     *
     * @param factor what was shown, as sessions name it
     * @param use uses it up, in the commit that it is shown for; false if somebody was faster
     */
    record Shown(String factor, Predicate<Change> use) {}

    /** A proof that may be looked at. */
    interface Offered {

        /** What it shows of this person; empty if it is wrong, or was used up before. */
        Optional<Shown> by(UserId person);
    }

    /** Takes a proof; refuses an answer of a passkey to a ceremony that is over, which nobody needs to count. */
    Offered offered(SecondFactorProof proof, Instant now) {
        return switch (proof) {
            case AppCode app -> person -> app(person, app, now);
            case RecoveryCode code -> person -> recoveryCode(person, code, now);
            case PasskeyAnswer answer -> {
                passkeys.offered();
                PasskeyCheck.Taken taken = passkeys.take(answer, Purpose.PASSKEY_SIGN_IN, now);
                yield person -> passkey(person, taken, answer, now);
            }
        };
    }

    private Optional<Shown> app(UserId person, AppCode app, Instant now) {
        return store.find(person)
                .filter(factor -> factor.confirmedAt() != null)
                .flatMap(factor -> stepOf(factor, app.code(), now))
                .map(step -> new Shown(APP, change -> store.useStep(person, step)));
    }

    private Optional<Shown> recoveryCode(UserId person, RecoveryCode code, Instant now) {
        return digestOf(person, code.code())
                .filter(digest -> store.hasRecoveryCode(person, digest))
                .map(digest -> new Shown(RECOVERY_CODE, change -> store.useRecoveryCode(person, digest, now)));
    }

    private Optional<Shown> passkey(UserId person, PasskeyCheck.Taken taken, PasskeyAnswer answer, Instant now) {
        StoredPasskey claimed = passkeys.claimed(answer);
        if (claimed == null || !claimed.passkey().userId().equals(person)) {
            return Optional.empty();
        }
        return passkeys.check(taken, answer, claimed)
                .map(shown -> new Shown(PASSKEY, change -> {
                    change.audit(AuditEntry.of(
                            "passkey.used", "passkeys", shown.passkey().id()));
                    return passkeys.use(shown, now);
                }));
    }

    /** What a proof is, as sessions name it. */
    static String factorOf(SecondFactorProof proof) {
        return switch (proof) {
            case AppCode app -> APP;
            case RecoveryCode code -> RECOVERY_CODE;
            case PasskeyAnswer answer -> PASSKEY;
        };
    }

    /** The step of an app's code, whether the factor is confirmed or not. */
    Optional<Long> stepOf(SecondFactor factor, String code, Instant now) {
        String secret = kernel.secrets()
                .open(SECRET, factor.sealedSecret())
                .orElseThrow(() -> new IllegalStateException("A second factor was sealed under a key that is gone"));
        return timeCodes.stepOf(secret, code, now);
    }

    String newSecret() {
        return timeCodes.newSecret();
    }

    String sealed(String secret) {
        return kernel.secrets().seal(SECRET, secret);
    }

    /** New recovery codes, of 64 bits each. */
    List<String> newRecoveryCodes() {
        return Stream.generate(this::newRecoveryCode)
                .distinct()
                .limit(RECOVERY_CODES)
                .toList();
    }

    /** What stands for codes at rest. */
    List<String> digestsOf(UserId person, List<String> codes) {
        return codes.stream().map(code -> digestOf(person, code).orElseThrow()).toList();
    }

    private String newRecoveryCode() {
        String random = kernel.secrets()
                .sha256(kernel.secrets().newToken("code_").text())
                .substring(0, RECOVERY_CODE_LENGTH);
        return String.join("-", random.split("(?<=\\G.{" + GROUP + "})"));
    }

    private Optional<String> digestOf(UserId person, String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String code = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return code.length() == RECOVERY_CODE_LENGTH
                ? Optional.of(kernel.secrets().pseudonym(RECOVERY_CODE, person + "\n" + code))
                : Optional.empty();
    }
}
