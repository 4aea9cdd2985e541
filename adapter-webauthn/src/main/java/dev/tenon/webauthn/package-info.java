/** Passkeys by Yubico's WebAuthn library. */
@NullMarked
package dev.tenon.webauthn;

import org.jspecify.annotations.NullMarked;
