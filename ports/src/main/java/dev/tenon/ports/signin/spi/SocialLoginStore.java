package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SocialLogin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores links to accounts elsewhere (table {@code user_social_logins}). */
public interface SocialLoginStore {

    /**
     * What opens the provider's own interface, sealed.
     *
     * @param refresh {@code null} if there is none
     * @param expiresAt {@code null} if the provider does not say
     */
    record SealedTokens(
            String access,
            @Nullable String refresh,
            @Nullable Instant expiresAt) {}

    /** The link of this method, issuer and subject. */
    Optional<SocialLogin> find(String method, String issuer, String subject);

    /** Adds a link; false if this method, issuer and subject are linked already, to whomever. */
    boolean insertIfAbsent(SocialLogin login, @Nullable SealedTokens tokens);

    /** Writes what the provider said at the last sign-in: the address, and the tokens in place of those before. */
    void refresh(SocialLoginId id, @Nullable String email, boolean emailVerified, @Nullable SealedTokens tokens);

    /** The tokens of a link, if any are kept. */
    Optional<SealedTokens> tokens(SocialLoginId id);

    /** An account's links, in the order of their making. */
    List<SocialLogin> list(UserId userId);

    /** Removes one of an account's links; false if there is none of this id. */
    boolean delete(UserId userId, SocialLoginId id);

    /** Removes an account's links that were made then or later ({@code null}: all); returns how many. */
    int deleteSince(UserId userId, @Nullable Instant since);
}
