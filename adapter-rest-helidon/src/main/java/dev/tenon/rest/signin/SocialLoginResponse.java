package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.signin.SocialLogin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A link to an account elsewhere as its owner sees it. */
record SocialLoginResponse(
        SocialLoginId id,
        String method,
        @Nullable String providerEmail,
        boolean isProviderEmailVerified,
        Instant linkedAt) {

    static SocialLoginResponse from(SocialLogin login) {
        return new SocialLoginResponse(
                login.id(), login.method(), login.email(), login.emailVerified(), login.linkedAt());
    }
}
