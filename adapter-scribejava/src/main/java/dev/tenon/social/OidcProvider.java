package dev.tenon.social;

import com.github.scribejava.apis.openid.OpenIdOAuth2AccessToken;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any OpenID Connect issuer. */
final class OidcProvider implements Provider {

    private static final String SCOPE = "openid email profile";

    private final ProviderSettings settings;
    private final URI callback;
    private final Issuer issuer;
    private final IdTokens idTokens;
    private final BoundedHttp http;
    private final InstantSource clock;

    OidcProvider(ProviderSettings settings, String issuerName, URI callback, BoundedHttp http, InstantSource clock) {
        this.settings = settings;
        this.callback = callback;
        this.issuer = new Issuer(issuerName, http, clock);
        this.idTokens = new IdTokens(issuer, settings.clientId());
        this.http = http;
        this.clock = clock;
    }

    @Override
    public URI begin(String state, String nonce, String challenge) {
        return dance(issuer.metadata()).begin(state, challenge, Map.of("nonce", nonce));
    }

    @Override
    public SocialIdentity finish(String code, @Nullable String sentBy, String verifier, String nonce) {
        Issuer.Metadata metadata = issuer.metadata();
        boolean isItself = sentBy == null ? !metadata.tellsIssuer() : sentBy.equals(issuer.name());
        if (!isItself) {
            throw Troubles.refused("The answer came from another issuer (RFC 9207)");
        }
        OAuth2AccessToken token = dance(metadata).exchange(code, verifier);
        String idToken = token instanceof OpenIdOAuth2AccessToken openId ? openId.getOpenIdToken() : null;
        if (idToken == null) {
            throw Troubles.refused("There is no id_token");
        }
        Instant now = clock.instant();
        JWTClaimsSet claims = idTokens.verified(idToken, nonce, now);
        JsonAnswer person = new JsonAnswer(claims.getClaims());
        URI userInfo = metadata.userInfo();
        if (person.text("email") == null && userInfo != null) {
            person = userInfo(userInfo, token, claims.getSubject());
        }
        return new SocialIdentity(
                issuer.name(),
                claims.getSubject(),
                person.text("email"),
                person.isTrue("email_verified"),
                person.text("name"),
                OauthDance.tokens(token, now));
    }

    /** What the issuer tells of the person apart from the token; only if it is the same person (Core 1.0 section 5.3.2). */
    private JsonAnswer userInfo(URI address, OAuth2AccessToken token, String subject) {
        BoundedHttp.Reply reply = http.get(
                address, Map.of("Accept", "application/json", "Authorization", "Bearer " + token.getAccessToken()));
        if (!reply.isOk()) {
            throw Troubles.unavailable("The user info has the status " + reply.status());
        }
        JsonAnswer told = JsonAnswer.object(reply.body());
        if (!subject.equals(told.text("sub"))) {
            throw Troubles.refused("The user info is about somebody else");
        }
        return told;
    }

    private OauthDance dance(Issuer.Metadata metadata) {
        return new OauthDance(
                settings, callback, SCOPE, metadata.authorization(), metadata.token(), metadata.secretInHeader(), http);
    }
}
