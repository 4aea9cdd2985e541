package dev.tenon.testkit;

import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.spi.SocialProviders;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Providers that vouch for whomever a test says, without a network. A code stands for one person, and works once. */
public final class ScriptedProviders implements SocialProviders {

    private final Set<String> methods;
    private final Map<String, SocialIdentity> people = new ConcurrentHashMap<>();

    public ScriptedProviders(String... methods) {
        this.methods = Set.of(methods);
    }

    /** From now on this code stands for this person. */
    public void vouch(String code, SocialIdentity identity) {
        people.put(code, identity);
    }

    /** Somebody at the issuer {@code https://METHOD.example.org}. */
    public static SocialIdentity identity(String method, String subject, @Nullable String email, boolean verified) {
        return new SocialIdentity(
                "https://" + method + ".example.org",
                subject,
                email,
                verified,
                "Ana Lima",
                new ProviderTokens("access-" + subject, "refresh-" + subject, MovableClock.START.plusSeconds(3_600)));
    }

    @Override
    public Set<String> methods() {
        return methods;
    }

    @Override
    public URI begin(String method, String state, String nonce, String challenge) {
        return URI.create("https://" + method + ".example.org/authorize?state=" + state + "&nonce=" + nonce
                + "&code_challenge=" + challenge);
    }

    @Override
    public SocialIdentity finish(String method, String code, @Nullable String issuer, String verifier, String nonce) {
        @Nullable SocialIdentity identity = people.remove(code);
        if (identity == null) {
            throw SocialLoginRefusal.ANSWER_REFUSED.refusal();
        }
        return identity;
    }
}
