package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.SocialLoginRefusal;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with the providers of accounts elsewhere. Every call may go over the network, takes bounded time and reads bounded
 * answers; none is made inside a unit of work. Safe for use by many threads.
 */
@API(status = API.Status.STABLE)
public interface SocialProviders {

    /**
     * Somebody whom a provider vouches for; every check of what it sent is passed.
     *
     * @param subject at most 255 characters
     * @param email as the provider writes it; {@code null} if it told none
     * @param name for people; {@code null} if it told none
     */
    record SocialIdentity(
            String issuer,
            String subject,
            @Nullable String email,
            boolean emailVerified,
            @Nullable String name,
            ProviderTokens tokens) {}

    /**
     * What opens the provider's own interface.
     *
     * @param refresh {@code null} if it gave none
     * @param expiresAt {@code null} if it does not say
     */
    record ProviderTokens(
            String access,
            @Nullable String refresh,
            @Nullable Instant expiresAt) {

        /** Never the secrets. */
        @Override
        public String toString() {
            return "ProviderTokens[expiresAt=" + expiresAt + "]";
        }
    }

    /** The methods that are set up, as {@code google}. */
    Set<String> methods();

    /**
     * Where the browser goes to begin.
     *
     * @param challenge the S256 challenge of the verifier (RFC 7636)
     * @throws Refusal {@link SocialLoginRefusal#PROVIDER_UNAVAILABLE}
     */
    URI begin(String method, String state, String nonce, String challenge);

    /**
     * Exchanges a code, and checks who vouches for whom.
     *
     * @param issuer who says to have sent the code (RFC 9207); {@code null} if nobody does
     * @throws Refusal {@link SocialLoginRefusal#ANSWER_REFUSED}; {@link SocialLoginRefusal#PROVIDER_UNAVAILABLE}
     */
    SocialIdentity finish(String method, String code, @Nullable String issuer, String verifier, String nonce);

    /** No provider at all. */
    static SocialProviders none() {
        return new SocialProviders() {
            @Override
            public Set<String> methods() {
                return Set.of();
            }

            @Override
            public URI begin(String method, String state, String nonce, String challenge) {
                throw SocialLoginRefusal.NOT_OFFERED.refusal();
            }

            @Override
            public SocialIdentity finish(
                    String method, String code, @Nullable String issuer, String verifier, String nonce) {
                throw SocialLoginRefusal.NOT_OFFERED.refusal();
            }
        };
    }
}
