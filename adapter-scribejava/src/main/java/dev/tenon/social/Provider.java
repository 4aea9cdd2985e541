package dev.tenon.social;

import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One provider, as it is set up. */
interface Provider {

    URI begin(String state, String nonce, String challenge);

    SocialIdentity finish(String code, @Nullable String issuer, String verifier, String nonce);
}
