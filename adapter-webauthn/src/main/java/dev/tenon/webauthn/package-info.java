/** Passkeys by Yubico's WebAuthn library. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.webauthn;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
