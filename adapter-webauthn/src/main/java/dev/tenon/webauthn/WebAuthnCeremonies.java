package dev.tenon.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.data.exception.Base64UrlException;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * WebAuthn for the site at one address: its host is the relying party's id, and its scheme, host and port are the only
 * origin. Safe for use by many threads.
 */
public final class WebAuthnCeremonies implements PasskeyCeremonies {

    private static final long TIMEOUT = Duration.ofMinutes(5).toMillis();
    private static final int UUID_BYTES = 16;
    private static final int LONGEST_ID = 1023;
    /** An address of either version instead of a name. */
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

    private final RelyingPartyIdentity identity;
    private final String origin;

    private WebAuthnCeremonies(RelyingPartyIdentity identity, String origin) {
        this.identity = identity;
        this.origin = origin;
    }

    /** The ceremonies of the site at this address, e.g. {@code https://accounts.example.org}. */
    public static WebAuthnCeremonies at(URI baseUrl) {
        String host = baseUrl.getHost();
        if (host == null) {
            throw new IllegalArgumentException("Passkeys belong to a host; " + baseUrl + " has none");
        }
        String site = host.toLowerCase(Locale.ROOT);
        String scheme = baseUrl.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        String port = baseUrl.getPort() < 0 || baseUrl.getPort() == usual ? "" : ":" + baseUrl.getPort();
        return new WebAuthnCeremonies(
                RelyingPartyIdentity.builder().id(site).name(site).build(), scheme + "://" + site + port);
    }

    /**
     * Whether browsers let a site at this address have passkeys: it needs a name, and TLS unless it is this machine
     * (WebAuthn level 3, section 5.1.3).
     */
    public static boolean arePossibleAt(URI baseUrl) {
        if (baseUrl.getHost() == null || ADDRESS.matcher(baseUrl.getHost()).matches()) {
            return false;
        }
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(baseUrl.getScheme()) || host.equals("localhost") || host.endsWith(".localhost");
    }

    @Override
    public String site() {
        return identity.getId();
    }

    @Override
    public Begun beginRegistration(UserId userId, String personName, List<String> existing) {
        Set<ByteArray> excluded =
                existing.stream().map(WebAuthnCeremonies::bytes).collect(Collectors.toSet());
        PublicKeyCredentialCreationOptions options = relyingParty(new OneCredential(excluded, null))
                .startRegistration(StartRegistrationOptions.builder()
                        .user(UserIdentity.builder()
                                .name(personName)
                                .displayName(personName)
                                .id(handle(userId))
                                .build())
                        .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                        .timeout(TIMEOUT)
                        .build());
        try {
            return new Begun(options.toJson(), options.toCredentialsCreateJson());
        } catch (IOException bug) {
            throw new IllegalStateException("Our own options cannot be written", bug);
        }
    }

    @Override
    public Optional<Credential> finishRegistration(String state, UserId userId, String credentialJson) {
        PublicKeyCredentialCreationOptions options = ours(() -> PublicKeyCredentialCreationOptions.fromJson(state));
        if (!options.getUser().getId().equals(handle(userId))) {
            return Optional.empty();
        }
        return theirs(() -> relyingParty(new OneCredential(Set.of(), null))
                        .finishRegistration(FinishRegistrationOptions.builder()
                                .request(options)
                                .response(PublicKeyCredential.parseRegistrationResponseJson(credentialJson))
                                .build()))
                .filter(result -> isId(result.getKeyId().getId()))
                .map(result -> new Credential(
                        userId,
                        result.getKeyId().getId().getBase64Url(),
                        result.getPublicKeyCose().getBase64Url(),
                        result.getSignatureCount()));
    }

    /** WebAuthn level 3, section 4: a credential id has at most 1023 bytes. */
    private static boolean isId(ByteArray id) {
        return !id.isEmpty() && id.size() <= LONGEST_ID;
    }

    @Override
    public Begun beginSignIn() {
        AssertionRequest request = relyingParty(new OneCredential(Set.of(), null))
                .startAssertion(StartAssertionOptions.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(TIMEOUT)
                        .build());
        try {
            return new Begun(request.toJson(), request.toCredentialsGetJson());
        } catch (IOException bug) {
            throw new IllegalStateException("Our own options cannot be written", bug);
        }
    }

    @Override
    public Optional<String> credentialId(String credentialJson) {
        return theirs(() -> PublicKeyCredential.parseAssertionResponseJson(credentialJson))
                .map(PublicKeyCredential::getId)
                .filter(WebAuthnCeremonies::isId)
                .map(ByteArray::getBase64Url);
    }

    @Override
    public Optional<Credential> finishSignIn(String state, String credentialJson, Credential passkey) {
        RegisteredCredential credential = RegisteredCredential.builder()
                .credentialId(bytes(passkey.credentialId()))
                .userHandle(handle(passkey.userId()))
                .publicKeyCose(bytes(passkey.publicKey()))
                .signatureCount(passkey.signatureCount())
                .build();
        AssertionRequest request = ours(() -> AssertionRequest.fromJson(state));
        return theirs(() -> relyingParty(new OneCredential(Set.of(), credential))
                        .finishAssertion(FinishAssertionOptions.builder()
                                .request(request)
                                .response(PublicKeyCredential.parseAssertionResponseJson(credentialJson))
                                .build()))
                .filter(result -> result.isSuccess() && result.isUserVerified() && result.isSignatureCounterValid())
                .map(result -> new Credential(
                        passkey.userId(), passkey.credentialId(), passkey.publicKey(), result.getSignatureCount()));
    }

    /** Reads what we wrote. */
    private static <T> T ours(Callable<T> read) {
        try {
            return read.call();
        } catch (Exception bug) {
            throw new IllegalStateException("Our own options cannot be read", bug);
        }
    }

    /**
     * Reads what a stranger wrote; empty for what does not hold. The library says so by exceptions of its own for what it
     * expects, and by whatever its parsers of CBOR, certificates and signatures throw for the rest.
     */
    private static <T> Optional<T> theirs(Callable<T> read) {
        try {
            return Optional.ofNullable(read.call());
        } catch (Exception doesNotHold) {
            return Optional.empty();
        }
    }

    private RelyingParty relyingParty(OneCredential credentials) {
        return RelyingParty.builder()
                .identity(identity)
                .credentialRepository(credentials)
                .origins(Set.of(origin))
                .build();
    }

    /** The id of the account: nothing personal, and what a usernameless sign-in says who it is by. */
    private static ByteArray handle(UserId userId) {
        UUID value = userId.value();
        return new ByteArray(ByteBuffer.allocate(UUID_BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    private static ByteArray bytes(String base64url) {
        try {
            return ByteArray.fromBase64Url(base64url);
        } catch (Base64UrlException damaged) {
            throw new IllegalStateException("A stored passkey is damaged", damaged);
        }
    }
}
