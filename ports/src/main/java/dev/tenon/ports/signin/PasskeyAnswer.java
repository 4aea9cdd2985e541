package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.JsonText;

/**
 * What the browser says about a ceremony with a passkey.
 *
 * @param ceremony the token of {@link Passkeys.Begun}
 * @param credential a {@code PublicKeyCredential} as its {@code toJSON()} gives it (WebAuthn level 3, section 5.1)
 */
public record PasskeyAnswer(String ceremony, JsonText credential) implements SecondFactorProof {

    /** Never what signs in. */
    @Override
    public String toString() {
        return "PasskeyAnswer[...]";
    }
}
