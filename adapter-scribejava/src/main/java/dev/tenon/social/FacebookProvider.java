package dev.tenon.social;

import com.github.scribejava.core.model.OAuth2AccessToken;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facebook. It does not say whether an address was verified, so none counts as verified. */
final class FacebookProvider implements Provider {

    static final String ISSUER = "https://www.facebook.com";

    private static final String VERSION = "/v23.0";

    private final String issuer;
    private final String graph;
    private final OauthDance dance;
    private final BoundedHttp http;
    private final InstantSource clock;

    FacebookProvider(ProviderSettings settings, String issuer, URI callback, BoundedHttp http, InstantSource clock) {
        this.issuer = issuer;
        this.graph = (issuer.equals(ISSUER) ? "https://graph.facebook.com" : issuer) + VERSION;
        this.dance = new OauthDance(
                settings,
                callback,
                "email,public_profile",
                URI.create(issuer + VERSION + "/dialog/oauth"),
                URI.create(graph + "/oauth/access_token"),
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
        if (sentBy != null && !sentBy.equals(issuer)) {
            throw Troubles.refused("The answer came from another issuer (RFC 9207)");
        }
        OAuth2AccessToken token = dance.exchange(code, verifier);
        BoundedHttp.Reply reply = http.get(
                URI.create(graph + "/me?fields=id,name,email"),
                Map.of("Accept", "application/json", "Authorization", "Bearer " + token.getAccessToken()));
        if (!reply.isOk()) {
            throw Troubles.unavailable("The profile has the status " + reply.status());
        }
        JsonAnswer user = JsonAnswer.object(reply.body());
        String id = user.text("id");
        if (id == null) {
            throw Troubles.refused("The user has no id");
        }
        return new SocialIdentity(
                issuer, id, user.text("email"), false, user.text("name"), OauthDance.tokens(token, clock.instant()));
    }
}
