package dev.tenon.social;

import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.spi.SocialProviders;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The providers that are set up, through ScribeJava. Safe for use by many threads. */
public final class ScribeProviders implements SocialProviders {

    private static final Pattern METHOD = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final Set<String> TAKEN = Set.of("email", "passkey");
    private static final String GOOGLE_ISSUER = "https://accounts.google.com";

    private final Map<String, Provider> providers = new LinkedHashMap<>();

    private ScribeProviders() {}

    /**
     * Sets providers up; asks none of them anything yet.
     *
     * @param baseUrl where browsers reach this installation: they come back to {@code /v1/social/METHOD/callback} under it,
     *     which is what to register at the provider
     * @param plainOnLoopback whether a provider on this very machine may be asked without encryption: for tests
     * @throws IllegalArgumentException if settings cannot be used; the message says why
     */
    public static ScribeProviders of(
            Collection<ProviderSettings> settings, URI baseUrl, InstantSource clock, boolean plainOnLoopback) {
        ScribeProviders providers = new ScribeProviders();
        BoundedHttp http = new BoundedHttp(plainOnLoopback);
        for (ProviderSettings each : settings) {
            String issuer = check(each, http);
            URI callback = URI.create(withoutSlash(baseUrl.toString()) + "/v1/social/" + each.method() + "/callback");
            Provider provider = switch (each.method()) {
                case "github" -> new GithubProvider(each, withoutSlash(issuer), callback, http, clock);
                case "facebook" -> new FacebookProvider(each, withoutSlash(issuer), callback, http, clock);
                default -> new OidcProvider(each, issuer, callback, http, clock);
            };
            if (providers.providers.put(each.method(), provider) != null) {
                throw new IllegalArgumentException(each.method() + " is set up twice");
            }
        }
        return providers;
    }

    /** The issuer of settings that can be used. */
    private static String check(ProviderSettings settings, BoundedHttp http) {
        String method = settings.method();
        if (!METHOD.matcher(method).matches() || TAKEN.contains(method)) {
            throw new IllegalArgumentException(
                    "A provider's name is of lower-case letters, digits and hyphens, and neither email nor passkey");
        }
        if (settings.clientId().isBlank() || settings.clientSecret().isBlank()) {
            throw new IllegalArgumentException(method + " needs a client id and a client secret");
        }
        String given = settings.issuer();
        String issuer = given == null ? standardIssuer(method) : given;
        if (issuer == null) {
            throw new IllegalArgumentException(method + " needs an issuer, as https://login.example.org");
        }
        if (!http.allows(URI.create(issuer)) || URI.create(issuer).getQuery() != null) {
            throw new IllegalArgumentException("The issuer of " + method + " is an https address without a query");
        }
        return issuer;
    }

    private static @Nullable String standardIssuer(String method) {
        return switch (method) {
            case "google" -> GOOGLE_ISSUER;
            case "github" -> GithubProvider.ISSUER;
            case "facebook" -> FacebookProvider.ISSUER;
            default -> null;
        };
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    @Override
    public Set<String> methods() {
        return Set.copyOf(providers.keySet());
    }

    @Override
    public URI begin(String method, String state, String nonce, String challenge) {
        return provider(method).begin(state, nonce, challenge);
    }

    @Override
    public SocialIdentity finish(String method, String code, @Nullable String issuer, String verifier, String nonce) {
        return provider(method).finish(code, issuer, verifier, nonce);
    }

    private Provider provider(String method) {
        Provider provider = providers.get(method);
        if (provider == null) {
            throw SocialLoginRefusal.NOT_OFFERED.refusal();
        }
        return provider;
    }
}
