package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import java.time.Duration;

/** What tests about the second factor begin with: somebody, and an app. */
abstract class SecondFactorHouse {

    static final String ANA = "ana@example.org";
    static final String NEW = "a harbour full of paper boats";
    static final Duration STEP = Duration.ofSeconds(30);
    final TenonInMemory house = new TenonInMemory();
    final SecondFactors factors = house.tenon.secondFactors();
    final Actor ana = house.aPerson(ANA);
    String secret = "";

    RecoveryCodes anAppIsSetUp() {
        secret = factors.enrol(ana, PASSWORD).secret();
        return factors.confirm(ana, code());
    }

    String challenge() {
        Refusal refusal = assertRefused(SignInRefusal.SECOND_FACTOR_REQUIRED, () -> house.openSession(ANA));
        return (String) refusal.members().get("challenge");
    }

    void wrong(String challenge) {
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> factors.open(house.anonymous, challenge, new AppCode(wrongCode())));
    }

    String code() {
        return AuthenticatorApp.codeAt(secret, house.clock.instant());
    }

    /** The code after the present one, which was used. */
    String nextCode() {
        house.clock.advance(STEP);
        return code();
    }

    String wrongCode() {
        return AuthenticatorApp.wrongCodeAt(secret, house.clock.instant());
    }
}
