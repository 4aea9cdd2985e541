package dev.tenon.social;

import com.github.scribejava.core.model.OAuth2AccessToken;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitHub, or a GitHub Enterprise server. It is no OpenID Connect issuer: who it is, its own interface tells. */
final class GithubProvider implements Provider {

    static final String ISSUER = "https://github.com";

    private final String issuer;
    private final String api;
    private final OauthDance dance;
    private final BoundedHttp http;
    private final InstantSource clock;

    GithubProvider(ProviderSettings settings, String issuer, URI callback, BoundedHttp http, InstantSource clock) {
        this.issuer = issuer;
        this.api = issuer.equals(ISSUER) ? "https://api.github.com" : issuer + "/api/v3";
        this.dance = new OauthDance(
                settings,
                callback,
                "read:user user:email",
                URI.create(issuer + "/login/oauth/authorize"),
                URI.create(issuer + "/login/oauth/access_token"),
                false,
                http);
        this.http = http;
        this.clock = clock;
    }

    @Override
    public URI begin(String state, String nonce, String challenge) {
        return dance.begin(state, challenge, Map.of());
    }

    @Override
    public SocialIdentity finish(String code, @Nullable String sentBy, String verifier, String nonce) {
        if (sentBy != null && !sentBy.equals(issuer) && !sentBy.equals(issuer + "/login/oauth")) {
            throw Troubles.refused("The answer came from another issuer (RFC 9207)");
        }
        OAuth2AccessToken token = dance.exchange(code, verifier);
        JsonAnswer user = JsonAnswer.object(ask("/user", token));
        String id = user.number("id");
        if (id == null) {
            throw Troubles.refused("The user has no id");
        }
        // The address that the profile shows may be none that was verified.
        Optional<String> email = JsonAnswer.objects(ask("/user/emails", token)).stream()
                .filter(each -> each.isTrue("primary") && each.isTrue("verified"))
                .flatMap(each -> Optional.ofNullable(each.text("email")).stream())
                .findFirst();
        return new SocialIdentity(
                issuer,
                id,
                email.orElse(null),
                email.isPresent(),
                user.text("name"),
                OauthDance.tokens(token, clock.instant()));
    }

    private String ask(String path, OAuth2AccessToken token) {
        BoundedHttp.Reply reply = http.get(
                URI.create(api + path),
                Map.of(
                        "Accept",
                        "application/vnd.github+json",
                        "Authorization",
                        "Bearer " + token.getAccessToken(),
                        "User-Agent",
                        "tenon"));
        if (!reply.isOk()) {
            throw Troubles.unavailable(path + " has the status " + reply.status());
        }
        return reply.body();
    }
}
