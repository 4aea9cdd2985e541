package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.core.signin.SecondFactorGate.Arrival;
import dev.tenon.core.signin.SocialLinking.Decision;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.OwnPath;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import dev.tenon.ports.signin.spi.SocialProviders;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import dev.tenon.ports.signin.spi.SocialStateStore.LinkTo;
import dev.tenon.ports.signin.spi.SocialStateStore.SocialState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class SocialLoginService implements SocialLogins {

    private static final int MOST_LINKS = 20;
    private static final Set<String> PROVIDER_TROUBLE = Set.of("server_error", "temporarily_unavailable");

    private final Kernel kernel;
    private final SocialLoginStore logins;
    private final SocialProviders providers;
    private final SocialStates states;
    private final SocialLinking linking;
    private final EnabledMethods enabled;
    private final SecondFactorGate gate;
    private final NewSessions newSessions;
    private final FailedLogins failures;
    private final Reauthentication reauthentication;
    private final WaysIn ways;
    private final LoginThrottle throttle;

    SocialLoginService(
            Kernel kernel,
            SocialProviders providers,
            SocialLinking linking,
            SecondFactorGate gate,
            NewSessions newSessions,
            Reauthentication reauthentication,
            WaysIn ways,
            LoginThrottle throttle) {
        this.kernel = kernel;
        this.logins = kernel.storage().socialLogins();
        this.providers = providers;
        this.states = new SocialStates(kernel);
        this.linking = linking;
        this.enabled = new EnabledMethods(kernel.storage().loginMethods());
        this.gate = gate;
        this.newSessions = newSessions;
        this.failures = new FailedLogins(kernel);
        this.reauthentication = reauthentication;
        this.ways = ways;
        this.throttle = throttle;
    }

    @Override
    public Begun start(Actor actor, String method, @Nullable String redirectTo) {
        requireOffered(method);
        Instant now = kernel.now();
        throttle.countStart(method, actor.origin(), now);
        return begin(actor, method, redirectTo, null, now);
    }

    @Override
    public Begun startLink(Actor actor, String method, @Nullable String redirectTo, @Nullable String password) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        SessionId session = Optional.ofNullable(actor.sessionId())
                .orElseThrow(() -> RequestRefusal.FORBIDDEN.because(
                        "Providers are linked in a browser: the person signs in there, and links them."));
        requireOffered(method);
        throttle.countStart(method, actor.origin(), now);
        return begin(actor, method, redirectTo, new LinkTo(person, session), now);
    }

    private Begun begin(Actor actor, String method, @Nullable String redirectTo, @Nullable LinkTo linkTo, Instant now) {
        Violations violations = new Violations();
        violations.require(
                redirectTo == null || OwnPath.parse(redirectTo).isPresent(),
                "/redirectTo",
                "not-a-path",
                "Give a path of this installation, as /welcome, of at most 1024 characters.");
        violations.refuseIfAny();
        SocialStates.Prepared prepared = states.prepare(method, redirectTo, linkTo, now);
        URI url = providers.begin(method, prepared.state(), prepared.row().nonce(), prepared.challenge());
        return states.keep(actor, prepared, url);
    }

    private void requireOffered(String method) {
        if (!providers.methods().contains(method)) {
            throw SocialLoginRefusal.NOT_OFFERED.refusal();
        }
        enabled.require(method);
    }

    @Override
    public Finished finish(Actor actor, String method, Returned returned) {
        requireOffered(method);
        Instant now = kernel.now();
        Actor nobody = Actor.anonymous(actor.origin());
        SocialStates.Taken taken =
                states.take(nobody, method, returned, now).orElseThrow(SocialLoginRefusal.STATE_GONE::refusal);
        SocialIdentity identity;
        try {
            identity = identity(method, returned, taken);
        } catch (Refusal refusal) {
            note(method, null, null, refusal.code().code(), nobody, now);
            throw refusal;
        }
        SocialState row = taken.row();
        LinkTo linkTo = row.linkTo();
        return linkTo == null
                ? new Finished.SignedIn(signIn(nobody, method, identity, row.redirectTo(), now), row.redirectTo())
                : new Finished.Linked(link(nobody, method, identity, linkTo, now), row.redirectTo());
    }

    private SocialIdentity identity(String method, Returned returned, SocialStates.Taken taken) {
        String error = returned.error();
        if (error != null) {
            throw PROVIDER_TROUBLE.contains(error)
                    ? SocialLoginRefusal.PROVIDER_UNAVAILABLE.retryAfter(Duration.ofSeconds(30))
                    : SocialLoginRefusal.DENIED.refusal();
        }
        String code = returned.code();
        if (code == null) {
            throw SocialLoginRefusal.ANSWER_REFUSED.because("The provider sent neither a code nor an error.");
        }
        return providers.finish(
                method, code, returned.issuer(), taken.verifier(), taken.row().nonce());
    }

    private OpenedSession signIn(
            Actor nobody, String method, SocialIdentity identity, @Nullable String redirectTo, Instant now) {
        Decision decided = linking.decide(method, identity);
        if (decided instanceof Decision.Refused refused) {
            note(method, refused.userId(), identity.email(), refused.reason(), nobody, now);
            throw refused.refusal();
        }
        Entry entry = new Entry(method, null, null);
        // Whom a provider vouches for shows the second factor, too; only then an identity is linked.
        Arrival arrival = new Arrival(identity, redirectTo);
        switch (decided) {
            case Decision.Enter enter -> gate.pass(enter.account(), entry, arrival, now);
            case Decision.Link link -> gate.pass(link.account(), entry, arrival, now);
            default -> {
                // Nobody else's factor stands before an account that is new or emptied.
            }
        }
        return kernel.changes().commit(nobody, now, change -> {
            Account account = linking.carryOut(change, method, identity, decided);
            return newSessions.open(change, account, entry, nobody.origin());
        });
    }

    private SocialLogin link(Actor nobody, String method, SocialIdentity identity, LinkTo linkTo, Instant now) {
        Actor person = Actor.person(linkTo.userId(), linkTo.sessionId(), Set.of(), nobody.origin());
        return kernel.changes().commit(person, now, change -> {
            Account account = kernel.storage()
                    .accounts()
                    .lock(linkTo.userId())
                    .filter(Account::isActive)
                    .orElseThrow(SocialLoginRefusal.STATE_GONE::refusal);
            if (kernel.storage().sessions().find(linkTo.sessionId(), now).isEmpty()) {
                throw SocialLoginRefusal.STATE_GONE.because(
                        "The session that asked for the link has ended. Sign in, and link again.");
            }
            Optional<SocialLogin> known = logins.find(method, identity.issuer(), identity.subject());
            if (known.isPresent()) {
                return known.filter(login -> login.userId().equals(account.id()))
                        .orElseThrow(SocialLoginRefusal.LINKED_ELSEWHERE::refusal);
            }
            if (logins.list(account.id()).size() >= MOST_LINKS) {
                throw SocialLoginRefusal.TOO_MANY.refusal();
            }
            SocialLogin login = linking.add(change, account, method, identity);
            linking.tell(change, EmailType.SOCIAL_LOGIN_LINKED, account, method);
            return login;
        });
    }

    private void note(
            String method, @Nullable UserId userId, @Nullable String email, String reason, Actor actor, Instant now) {
        EmailAddress tried =
                Optional.ofNullable(email).flatMap(EmailAddress::parse).orElse(null);
        failures.note(userId, method, tried, reason, actor.origin(), now);
    }

    @Override
    public List<SocialLogin> list(Actor actor) {
        return logins.list(Authorizer.person(actor));
    }

    @Override
    public void unlink(Actor actor, SocialLoginId id, @Nullable String password) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        kernel.changes().commit(actor, now, change -> {
            Account account = kernel.storage()
                    .accounts()
                    .lock(person)
                    .filter(Account::isActive)
                    .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
            SocialLogin login = logins.list(person).stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(SocialLoginRefusal.NOT_FOUND::refusal);
            if (!ways.remainWithout(person, id)) {
                throw SocialLoginRefusal.LAST_WAY_IN.refusal();
            }
            logins.delete(person, id);
            change.audit(AuditEntry.of("social-login.unlinked", "user_social_logins", id)
                    .with("method", login.method())
                    .with("person", person.toString()));
            linking.tell(change, EmailType.SOCIAL_LOGIN_UNLINKED, account, login.method());
            return id;
        });
    }
}
