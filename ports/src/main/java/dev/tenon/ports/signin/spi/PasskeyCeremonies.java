package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.UserId;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The two ceremonies of WebAuthn (level 2), for one relying party: making a passkey, and signing in with one. Keeps nothing:
 * what the second half of a ceremony needs is given back by the first. Always asks for user verification and for
 * discoverable credentials, and for no attestation.
 */
@API(status = API.Status.STABLE)
public interface PasskeyCeremonies {

    /**
     * The first half of a ceremony.
     *
     * @param state for the second half, as it is; names the challenge, which works for this ceremony alone
     * @param optionsJson for the browser: {@code {"publicKey": {...}}}
     */
    record Begun(String state, String optionsJson) {}

    /**
     * The half of a passkey that is here.
     *
     * @param credentialId base64url without padding
     * @param publicKey COSE (RFC 9052), base64url without padding
     * @param signatureCount the last counter that was seen; 0 for authenticators that do not count
     */
    record Credential(UserId userId, String credentialId, String publicKey, long signatureCount) {}

    /** The host that passkeys made here belong to, as {@code accounts.example.org}. */
    String site();

    /**
     * Begins to make a passkey.
     *
     * @param personName tells accounts apart on the person's device: the address
     * @param existing credential ids of the account: a device that has one makes no second
     */
    Begun beginRegistration(UserId userId, String personName, List<String> existing);

    /** The passkey that was made; empty unless the answer is the one to this ceremony, of this site, by a verified person. */
    Optional<Credential> finishRegistration(String state, UserId userId, String credentialJson);

    /** Begins a sign-in by whoever has a passkey for this site. */
    Begun beginSignIn();

    /** The id of the credential that an answer is of; empty for what is no such answer. */
    Optional<String> credentialId(String credentialJson);

    /**
     * The passkey with its new counter; empty unless the answer is the one to this ceremony, of this site, signed by this
     * passkey, by a verified person, and the counter has grown or both are 0.
     *
     * @param passkey the stored one
     */
    Optional<Credential> finishSignIn(String state, String credentialJson, Credential passkey);
}
