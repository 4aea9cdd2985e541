package dev.tenon.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks an id_token as OpenID Connect Core 1.0 section 3.1.3.7 wants it; every doubt refuses. */
final class IdTokens {

    /** Signatures that only the issuer can make: no {@code none}, and no HMAC with a secret that others share. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_SUBJECT = 255;

    private final Issuer issuer;
    private final String clientId;

    IdTokens(Issuer issuer, String clientId) {
        this.issuer = issuer;
        this.clientId = clientId;
    }

    JWTClaimsSet verified(String token, String nonce, Instant now) {
        JWTClaimsSet claims = signed(token);
        require(issuer.name().equals(claims.getIssuer()), "iss is another issuer");
        List<String> audience = claims.getAudience();
        require(audience.contains(clientId), "aud is another client");
        Object party = claims.getClaim("azp");
        require(party == null || clientId.equals(party), "azp is another client");
        require(audience.size() == 1 || party != null, "several audiences, and no azp");
        Instant expires = time(claims, "exp");
        require(expires != null && now.minus(SKEW).isBefore(expires), "exp is over or missing");
        Instant issued = time(claims, "iat");
        require(issued != null && !issued.isAfter(now.plus(SKEW)), "iat is to come or missing");
        Instant notBefore = time(claims, "nbf");
        require(notBefore == null || !notBefore.isAfter(now.plus(SKEW)), "nbf is to come");
        require(claims.getClaim("nonce") instanceof String sent && same(sent, nonce), "nonce is another one");
        String subject = claims.getSubject();
        require(subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT, "sub is no name");
        return claims;
    }

    private JWTClaimsSet signed(String token) {
        try {
            if (!(JWTParser.parse(token) instanceof SignedJWT jwt)) {
                throw Troubles.refused("The id_token is not signed");
            }
            JWSHeader header = jwt.getHeader();
            require(ALGORITHMS.contains(header.getAlgorithm()), "alg is not one of those taken");
            JWKSelector matching = new JWKSelector(JWKMatcher.forJWSHeader(header));
            for (JWK key : matching.select(issuer.keys(header.getKeyID()))) {
                if (verifies(jwt, key)) {
                    return jwt.getJWTClaimsSet();
                }
            }
            throw Troubles.refused("No key of the issuer verifies the id_token");
        } catch (ParseException notAToken) {
            throw Troubles.refused("The id_token cannot be read");
        }
    }

    private static boolean verifies(SignedJWT jwt, JWK key) {
        boolean isTooShort = key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA;
        if (isTooShort || !(key instanceof AsymmetricJWK pair)) {
            return false;
        }
        try {
            return jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), pair.toPublicKey()));
        } catch (JOSEException unfit) {
            // A key that does not fit the algorithm verifies nothing.
            return false;
        }
    }

    /** A time of the token, which counts seconds; {@code null} without one. */
    private static @Nullable Instant time(JWTClaimsSet claims, String name) {
        return claims.toJSONObject().get(name) instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw Troubles.refused("The id_token does not hold: " + reason);
        }
    }
}
