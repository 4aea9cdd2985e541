package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account at a provider that opens an account here. Issuer and subject together say which one; its address never does.
 *
 * @param userId whose account it opens
 * @param method the login method, as {@code google}
 * @param issuer who vouches for the subject, as {@code https://accounts.google.com}
 * @param subject the provider's own name of the account, which it gives to nobody else
 * @param email the address that the provider had when it was last used; {@code null} if it told none
 * @param emailVerified whether the provider vouches for that address
 */
public record SocialLogin(
        SocialLoginId id,
        UserId userId,
        String method,
        String issuer,
        String subject,
        @Nullable String email,
        boolean emailVerified,
        Instant linkedAt) {}
