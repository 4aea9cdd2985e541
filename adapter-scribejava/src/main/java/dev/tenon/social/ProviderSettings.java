package dev.tenon.social;

import org.jspecify.annotations.Nullable;

/**
 * How a provider knows this installation.
 *
 * @param method the login method: {@code google}, {@code github}, {@code facebook}, or a name of your own for an OpenID
 *     Connect issuer; lower-case letters, digits and hyphens
 * @param issuer the issuer's address; {@code null} for the one that {@code google}, {@code github} or {@code facebook} has.
 *     For {@code github} it may be the address of a GitHub Enterprise server
 */
public record ProviderSettings(
        String method,
        String clientId,
        String clientSecret,
        @Nullable String issuer) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "ProviderSettings[method=" + method + ", clientId=" + clientId + ", issuer=" + issuer + "]";
    }
}
