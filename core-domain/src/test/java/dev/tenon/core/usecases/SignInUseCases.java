package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.AccountUseCases.idOf;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;
import static dev.tenon.testkit.Fixtures.PASSWORD;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.testkit.AuthenticatorApp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** Sessions, passwords, addresses, login methods, the second factor. */
final class SignInUseCases {

    private static final String NEW_PASSWORD = "a harbour full of paper boats";
    private static final String NEW_ADDRESS = "ana.new@example.org";

    private SignInUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("sessions.open", house -> {
                    house.anAccount(ANA);
                    return () -> house.openSession(ANA);
                }),
                reads(
                        "sessions.authenticate",
                        house -> {
                            house.anAccount(ANA);
                            OpenedSession opened = house.openSession(ANA);
                            house.clock.advance(Duration.ofHours(1));
                            return () -> house.authenticate(opened);
                        },
                        "sessions"),
                reads("sessions.actingAs", house -> {
                    house.anAccount(ANA);
                    return () -> house.tenon.sessions().actingAs(house.operator, ANA);
                }),
                changes("sessions.impersonate", house -> {
                    Account ana = house.anAccount(ANA);
                    Actor admin = house.anAdmin("admin@example.org");
                    return () -> house.tenon.sessions().impersonate(admin, ana.id(), "Ticket 7");
                }),
                reads("sessions.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.sessions().list(ana, PAGE);
                }),
                reads("sessions.listOf", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.sessions().listOf(house.operator, idOf(ana), PAGE);
                }),
                reads("sessions.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.sessions().get(ana, Objects.requireNonNull(ana.sessionId()));
                }),
                changes("sessions.end", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.sessions().end(ana, Objects.requireNonNull(ana.sessionId()));
                }),
                changes("sessions.endOthers", house -> {
                    house.aPerson(ANA);
                    Actor again = house.signIn(ANA);
                    return () -> house.tenon.sessions().endOthers(again);
                }),
                changes("sessions.endAll", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.sessions().endAll(house.operator, idOf(ana));
                }),
                changes("passwords.change", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.passwords().change(ana, PASSWORD, NEW_PASSWORD);
                }),
                changes("passwords.requestReset", house -> {
                    house.anAccount(ANA);
                    return () -> house.tenon.passwords().requestReset(house.anonymous, ANA);
                }),
                changes("passwords.reset", house -> {
                    house.anAccount(ANA);
                    house.tenon.passwords().requestReset(house.anonymous, ANA);
                    String token = house.mailedToken(ANA);
                    return () -> house.tenon.passwords().reset(house.anonymous, token, NEW_PASSWORD);
                }),
                changes("emailChanges.request", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.emailChanges().request(ana, NEW_ADDRESS, PASSWORD);
                }),
                changes("emailChanges.confirm", house -> {
                    String token = requestedAddress(house);
                    return () -> house.tenon.emailChanges().confirm(house.anonymous, token);
                }),
                changes("emailChanges.undo", house -> {
                    house.tenon.emailChanges().confirm(house.anonymous, requestedAddress(house));
                    String token = house.mailedToken(ANA);
                    return () -> house.tenon.emailChanges().undo(house.anonymous, token);
                }),
                reads("loginHistory.mine", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.loginHistory().mine(ana, PAGE);
                }),
                reads("loginHistory.of", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.loginHistory().of(house.operator, idOf(ana), PAGE);
                }),
                reads(
                        "loginHistory.all",
                        house -> () -> house.tenon.loginHistory().all(house.operator, LoginAttemptFilter.all(), PAGE)),
                reads(
                        "loginMethods.list",
                        house -> () -> house.tenon.loginMethods().list(house.operator)),
                changes(
                        "loginMethods.setEnabled",
                        house -> () ->
                                house.tenon.loginMethods().setEnabled(house.operator, "google", false, Expected.any())),
                reads("secondFactors.status", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.secondFactors().status(ana);
                }),
                changes("secondFactors.enrol", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.secondFactors().enrol(ana, PASSWORD);
                }),
                changes("secondFactors.confirm", house -> {
                    Actor ana = house.aPerson(ANA);
                    String secret =
                            house.tenon.secondFactors().enrol(ana, PASSWORD).secret();
                    String code = AuthenticatorApp.codeAt(secret, house.clock.instant());
                    return () -> house.tenon.secondFactors().confirm(ana, code);
                }),
                changes("secondFactors.disable", house -> {
                    Actor ana = house.aPerson(ANA);
                    SecondFactorProof proof = recoveryCode(house, ana);
                    return () -> house.tenon.secondFactors().disable(ana, PASSWORD, proof);
                }),
                changes("secondFactors.replaceRecoveryCodes", house -> {
                    Actor ana = house.aPerson(ANA);
                    SecondFactorProof proof = recoveryCode(house, ana);
                    return () -> house.tenon.secondFactors().replaceRecoveryCodes(ana, PASSWORD, proof);
                }),
                changes("secondFactors.remove", house -> {
                    Actor ana = house.aPerson(ANA);
                    recoveryCode(house, ana);
                    return () -> house.tenon.secondFactors().remove(house.operator, idOf(ana));
                }),
                changes("secondFactors.open", house -> {
                    SecondFactorProof proof = recoveryCode(house, house.aPerson(ANA));
                    Refusal refused = Assertions.catchThrowableOfType(Refusal.class, () -> house.openSession(ANA));
                    String challenge =
                            (String) Objects.requireNonNull(refused.members().get("challenge"));
                    return () -> house.tenon.secondFactors().open(house.anonymous, challenge, proof);
                }));
    }

    private static String requestedAddress(TenonInMemory house) {
        house.tenon.emailChanges().request(house.aPerson(ANA), NEW_ADDRESS, PASSWORD);
        return house.mailedToken(NEW_ADDRESS);
    }

    private static SecondFactorProof recoveryCode(TenonInMemory house, Actor person) {
        RecoveryCodes codes = house.withSecondFactor(person);
        return new RecoveryCode(codes.codes().get(0));
    }
}
