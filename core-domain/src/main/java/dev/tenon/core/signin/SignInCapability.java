package dev.tenon.core.signin;

import dev.tenon.core.kernel.AddressVerification;
import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.signin.EmailChanges;
import dev.tenon.ports.signin.LoginHistory;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.LoginMethods;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import dev.tenon.ports.signin.spi.PasswordHasher;
import dev.tenon.ports.signin.spi.SocialProviders;
import dev.tenon.ports.signin.spi.TimeCodes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signing in: the way into this package. */
public record SignInCapability(
        Sessions sessions,
        Passwords passwords,
        EmailChanges emailChanges,
        LoginHistory loginHistory,
        LoginMethods loginMethods,
        SecondFactors secondFactors,
        SocialLogins socialLogins,
        Passkeys passkeys,
        ProofOfPerson proof,
        List<BackgroundJob> jobs) {

    /** What signing in does when an account changes. */
    public static List<AccountParticipant> participants(Kernel kernel) {
        return List.of(
                new EndedSessions(kernel.storage().sessions()),
                new LaterFactors(
                        kernel.storage().secondFactors(), kernel.storage().ceremonies()),
                new SocialLinks(kernel.storage().socialLogins()),
                new LaterPasskeys(kernel.storage().passkeys()));
    }

    /** Builds the capability; participants are called in the order of the list. */
    public static SignInCapability of(
            Kernel kernel,
            PasswordHasher hasher,
            PasswordPolicy passwordPolicy,
            NewPasswords rules,
            TimeCodes timeCodes,
            URI baseUrl,
            SessionPolicy sessionPolicy,
            @Nullable Period historyKept,
            ThrottlePolicy throttlePolicy,
            SocialProviders providers,
            boolean keepProviderTokens,
            @Nullable PasskeyCeremonies passkeyCeremonies,
            List<AccountParticipant> participants) {
        LoginThrottle throttle = new LoginThrottle(kernel, throttlePolicy);
        PasswordCheck check = new PasswordCheck(kernel, hasher, passwordPolicy);
        Reauthentication reauthentication = new Reauthentication(kernel, check, throttle);
        PasskeyCheck passkeyCheck = new PasskeyCheck(kernel, passkeyCeremonies);
        SecondFactorGate gate = new SecondFactorGate(kernel, passkeyCheck);
        SecondFactorCheck factorCheck = new SecondFactorCheck(kernel, timeCodes, passkeyCheck);
        NewSessions newSessions = new NewSessions(kernel, gate, sessionPolicy);
        AddressVerification verification =
                new AddressVerification(kernel.storage().accounts(), participants);
        SocialLinking linking = new SocialLinking(kernel, participants, keepProviderTokens);
        Set<String> offered = offered(providers, passkeyCeremonies);
        WaysIn ways = new WaysIn(kernel, check, providers.methods(), passkeyCheck);
        addMissing(kernel, providers.methods());
        return new SignInCapability(
                new SessionService(kernel, check, throttle, gate, newSessions, sessionPolicy),
                new PasswordService(kernel, hasher, rules, reauthentication, check, throttle, verification),
                new EmailChangeService(kernel, reauthentication, participants),
                new LoginHistoryService(kernel),
                new LoginMethodService(kernel, offered),
                new SecondFactorService(
                        kernel, factorCheck, gate, reauthentication, throttle, newSessions, linking, baseUrl),
                new SocialLoginService(kernel, providers, linking, gate, newSessions, reauthentication, ways, throttle),
                new PasskeyService(kernel, passkeyCheck, ways, reauthentication, throttle, newSessions),
                reauthentication,
                List.of(
                        Job.of("forget-ended-sessions", Duration.ofMinutes(10), () -> forgetSessions(kernel)),
                        Job.of("forget-ceremonies", Duration.ofMinutes(10), () -> forgetCeremonies(kernel)),
                        Job.of("forget-login-throttles", Duration.ofMinutes(10), () -> forgetThrottles(kernel)),
                        Job.of(
                                "forget-login-history",
                                Duration.ofMinutes(10),
                                () -> forgetHistory(kernel, historyKept)),
                        Job.of("forget-social-states", Duration.ofMinutes(10), () -> forgetStates(kernel))));
    }

    /** The login methods that this installation is set up for. */
    private static Set<String> offered(SocialProviders providers, @Nullable PasskeyCeremonies passkeys) {
        Stream<String> passkey = passkeys == null ? Stream.empty() : Stream.of(LoginMethod.PASSKEY);
        return Stream.of(Stream.of(LoginMethod.EMAIL), passkey, providers.methods().stream())
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int forgetSessions(Kernel kernel) {
        Instant before = kernel.now().minus(Duration.ofDays(30));
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().sessions().deleteEnded(before, Job.BATCH));
    }

    private static int forgetCeremonies(Kernel kernel) {
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().ceremonies().deleteExpired(kernel.now(), Job.BATCH));
    }

    private static int forgetThrottles(Kernel kernel) {
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().loginThrottles().deleteEnded(kernel.now(), Job.BATCH));
    }

    /** A provider may have a name that no migration knows. */
    private static void addMissing(Kernel kernel, Set<String> methods) {
        Set<String> known = kernel.storage().loginMethods().list().stream()
                .map(StoredMethod::name)
                .collect(Collectors.toSet());
        Set<String> missing =
                methods.stream().filter(name -> !known.contains(name)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            kernel.storage().unitOfWork().run(() -> {
                missing.forEach(name -> kernel.storage().loginMethods().add(name, name, kernel.now()));
                return missing;
            });
        }
    }

    private static int forgetStates(Kernel kernel) {
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().socialStates().deleteExpired(kernel.now(), Job.BATCH));
    }

    private static int forgetHistory(Kernel kernel, @Nullable Period kept) {
        if (kept == null) {
            return 0;
        }
        Instant before = Retention.cutoff(kept, kernel.now());
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().loginHistory().deleteBefore(before, Job.BATCH));
    }

    /** What signing in holds about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                PersonalTable.erased("sessions"),
                PersonalTable.erased("login_history"),
                PersonalTable.erased("user_social_logins"),
                PersonalTable.erased("second_factors"),
                PersonalTable.erased("recovery_codes"),
                PersonalTable.erased("passkeys"),
                PersonalTable.erased("ceremonies"),
                PersonalTable.erased("social_states"));
    }
}
