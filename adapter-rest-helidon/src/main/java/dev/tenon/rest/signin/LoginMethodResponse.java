package dev.tenon.rest.signin;

import dev.tenon.ports.signin.LoginMethod;
import org.jspecify.annotations.Nullable;

/** A way of signing in as clients see it. */
record LoginMethodResponse(
        String methodName, @Nullable String description, boolean isEnabled, boolean isConfigured, long revision) {

    static LoginMethodResponse from(LoginMethod method) {
        return new LoginMethodResponse(
                method.name(), method.description(), method.enabled(), method.configured(), method.revision());
    }
}
