package dev.tenon.social;

import com.github.scribejava.apis.openid.OpenIdJsonTokenExtractor;
import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.exceptions.OAuthException;
import com.github.scribejava.core.extractors.TokenExtractor;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.oauth.AccessTokenRequestParams;
import com.github.scribejava.core.oauth.OAuth20Service;
import com.github.scribejava.core.oauth2.clientauthentication.ClientAuthentication;
import com.github.scribejava.core.oauth2.clientauthentication.HttpBasicAuthenticationScheme;
import com.github.scribejava.core.oauth2.clientauthentication.RequestBodyAuthenticationScheme;
import com.github.scribejava.core.pkce.PKCE;
import com.github.scribejava.core.pkce.PKCECodeChallengeMethod;
import dev.tenon.ports.signin.spi.SocialProviders.ProviderTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The authorization code flow with S256 PKCE (RFC 6749, RFC 7636), as ScribeJava dances it. */
final class OauthDance {

    private final OAuth20Service service;

    /**
     * A dance with these endpoints.
     *
     * @param secretInHeader whether the client's secret goes into the header instead of the body
     */
    OauthDance(
            ProviderSettings settings,
            URI callback,
            String scope,
            URI authorization,
            URI token,
            boolean secretInHeader,
            BoundedHttp http) {
        this.service = new ServiceBuilder(settings.clientId())
                .apiSecret(settings.clientSecret())
                .callback(callback.toString())
                .defaultScope(scope)
                .httpClient(new ScribeHttp(http))
                .build(new Endpoints(authorization.toString(), token.toString(), secretInHeader));
    }

    URI begin(String state, String challenge, Map<String, String> more) {
        PKCE pkce = new PKCE();
        pkce.setCodeChallengeMethod(PKCECodeChallengeMethod.S256);
        pkce.setCodeChallenge(challenge);
        return URI.create(service.createAuthorizationUrlBuilder()
                .state(state)
                .pkce(pkce)
                .additionalParams(more)
                .build());
    }

    /** Exchanges a code; what the provider refuses is refused. */
    OAuth2AccessToken exchange(String code, String verifier) {
        try {
            return service.getAccessToken(AccessTokenRequestParams.create(code).pkceCodeVerifier(verifier));
        } catch (OAuthException refused) {
            throw Troubles.refused(
                    "The provider does not take the code: " + refused.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Troubles.unavailable(interrupted);
        } catch (IOException | ExecutionException broken) {
            throw Troubles.unavailable(broken);
        }
    }

    static ProviderTokens tokens(OAuth2AccessToken token, Instant now) {
        Integer seconds = token.getExpiresIn();
        return new ProviderTokens(
                token.getAccessToken(), token.getRefreshToken(), seconds == null ? null : now.plusSeconds(seconds));
    }

    private static final class Endpoints extends DefaultApi20 {

        private final String authorization;
        private final String token;
        private final boolean secretInHeader;

        Endpoints(String authorization, String token, boolean secretInHeader) {
            this.authorization = authorization;
            this.token = token;
            this.secretInHeader = secretInHeader;
        }

        @Override
        public String getAccessTokenEndpoint() {
            return token;
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return authorization;
        }

        @Override
        public TokenExtractor<OAuth2AccessToken> getAccessTokenExtractor() {
            return OpenIdJsonTokenExtractor.instance();
        }

        @Override
        public ClientAuthentication getClientAuthentication() {
            return secretInHeader
                    ? HttpBasicAuthenticationScheme.instance()
                    : RequestBodyAuthenticationScheme.instance();
        }
    }
}
