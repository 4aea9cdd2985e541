package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.idOf;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static dev.tenon.testkit.ScriptedProviders.identity;
import static java.util.Objects.requireNonNull;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.testkit.SoftwareAuthenticator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passkeys, and accounts elsewhere. */
final class PasskeyAndSocialUseCases {

    private static final Pattern STATE = Pattern.compile("state=(tnp_\\w+)");

    private PasskeyAndSocialUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads(
                        "passkeys.startRegistration",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            return () -> house.tenon.passkeys().startRegistration(ana, PASSWORD);
                        },
                        "ceremonies"),
                changes(
                        "passkeys.register",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            Passkeys.Begun begun = house.tenon.passkeys().startRegistration(ana, PASSWORD);
                            PasskeyAnswer answer = registering(begun, device());
                            return () -> house.tenon.passkeys().register(ana, answer, "phone");
                        },
                        "ceremonies"),
                reads("passkeys.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.passkeys().list(ana);
                }),
                reads("passkeys.listOf", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.passkeys().listOf(house.operator, idOf(ana));
                }),
                reads("passkeys.get", house -> {
                    Actor ana = house.aPerson(ANA);
                    Passkey made = made(house, ana, device());
                    return () -> house.tenon.passkeys().get(ana, made.id());
                }),
                changes("passkeys.rename", house -> {
                    Actor ana = house.aPerson(ANA);
                    Passkey made = made(house, ana, device());
                    return () -> house.tenon.passkeys().rename(ana, made.id(), "tablet", Expected.any());
                }),
                changes("passkeys.remove", house -> {
                    Actor ana = house.aPerson(ANA);
                    Passkey made = made(house, ana, device());
                    return () -> house.tenon.passkeys().remove(ana, made.id(), PASSWORD);
                }),
                changes("passkeys.removeOf", house -> {
                    Actor ana = house.aPerson(ANA);
                    Passkey made = made(house, ana, device());
                    return () -> house.tenon.passkeys().removeOf(house.operator, idOf(ana), made.id());
                }),
                reads(
                        "passkeys.startSignIn",
                        house -> () -> house.tenon.passkeys().startSignIn(house.anonymous),
                        "ceremonies"),
                changes(
                        "passkeys.open",
                        house -> {
                            SoftwareAuthenticator phone = device();
                            made(house, house.aPerson(ANA), phone);
                            Passkeys.Begun begun = house.tenon.passkeys().startSignIn(house.anonymous);
                            PasskeyAnswer answer = new PasskeyAnswer(
                                    begun.ceremony(),
                                    JsonText.of(phone.signIn(begun.options().text())));
                            return () -> house.tenon.passkeys().open(house.anonymous, answer);
                        },
                        "ceremonies"),
                reads(
                        "socialLogins.start",
                        house -> () -> house.tenon.socialLogins().start(house.anonymous, "google", null),
                        "social_states"),
                reads(
                        "socialLogins.startLink",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            return () -> house.tenon.socialLogins().startLink(ana, "google", null, PASSWORD);
                        },
                        "social_states"),
                changes(
                        "socialLogins.finish",
                        house -> {
                            Returned returned =
                                    returned(house, house.tenon.socialLogins().start(house.anonymous, "google", null));
                            return () -> house.tenon.socialLogins().finish(house.anonymous, "google", returned);
                        },
                        "social_states"),
                reads("socialLogins.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.socialLogins().list(ana);
                }),
                changes("socialLogins.unlink", house -> {
                    Actor ana = house.aPerson(ANA);
                    SocialLogins.Begun begun = house.tenon.socialLogins().startLink(ana, "google", null, PASSWORD);
                    house.tenon.socialLogins().finish(house.anonymous, "google", returned(house, begun));
                    SocialLogin linked = house.tenon.socialLogins().list(ana).get(0);
                    return () -> house.tenon.socialLogins().unlink(ana, linked.id(), PASSWORD);
                }));
    }

    private static SoftwareAuthenticator device() {
        return new SoftwareAuthenticator("tenon.example.org");
    }

    private static PasskeyAnswer registering(Passkeys.Begun begun, SoftwareAuthenticator device) {
        return new PasskeyAnswer(
                begun.ceremony(), JsonText.of(device.register(begun.options().text())));
    }

    private static Passkey made(TenonInMemory house, Actor person, SoftwareAuthenticator device) {
        Passkeys.Begun begun = house.tenon.passkeys().startRegistration(person, PASSWORD);
        return house.tenon.passkeys().register(person, registering(begun, device), "phone");
    }

    private static Returned returned(TenonInMemory house, SocialLogins.Begun begun) {
        Matcher state = STATE.matcher(begun.authorizationUrl().toString());
        if (!state.find()) {
            throw new AssertionError("No state in " + begun.authorizationUrl());
        }
        house.providers.vouch("code", identity("google", "1234", "ana.elsewhere@example.org", true));
        return new Returned(requireNonNull(state.group(1)), begun.binding(), "code", null, null);
    }
}
