package dev.tenon.ports.signin;

import java.net.URI;

/**
 * What an authenticator app is set up with; shown this once.
 *
 * @param secret base32 (RFC 4648), for typing
 * @param uri {@code otpauth://totp/...}, for a QR code
 */
public record SecondFactorEnrolment(String secret, URI uri) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "SecondFactorEnrolment[...]";
    }
}
