package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.UserId;
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
import java.util.function.BooleanSupplier;
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
     * @param use uses it up, in a unit of work; false if somebody was faster
     */
    record Shown(String factor, BooleanSupplier use) {}

    /** What the proof shows; empty if it is wrong, or was used up before. */
    Optional<Shown> check(UserId person, SecondFactorProof proof, Instant now) {
        return switch (proof) {
            case AppCode app ->
                store.find(person)
                        .filter(factor -> factor.confirmedAt() != null)
                        .flatMap(factor -> stepOf(factor, app.code(), now))
                        .map(step -> new Shown(APP, () -> store.useStep(person, step)));
            case RecoveryCode code ->
                digestOf(person, code.code())
                        .filter(digest -> store.hasRecoveryCode(person, digest))
                        .map(digest -> new Shown(RECOVERY_CODE, () -> store.useRecoveryCode(person, digest, now)));
            case PasskeyAnswer answer -> passkey(person, answer, now);
        };
    }

    private Optional<Shown> passkey(UserId person, PasskeyAnswer answer, Instant now) {
        PasskeyCheck.Open open = passkeys.open(answer, Purpose.PASSKEY_SIGN_IN, now);
        StoredPasskey claimed = passkeys.claimed(answer);
        boolean isOwn = claimed != null && claimed.passkey().userId().equals(person);
        return passkeys.check(open, answer, isOwn ? claimed : null, now).map(shown -> new Shown(PASSKEY, shown.use()));
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
