package dev.tenon.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
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
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * WebAuthn for the site at one address: its host is the relying party's id, and its scheme, host and port are the only
 * origin. Safe for use by many threads.
 */
public final class WebAuthnCeremonies implements PasskeyCeremonies {

    private static final long TIMEOUT = Duration.ofMinutes(5).toMillis();
    private static final int UUID_BYTES = 16;
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
        String port = baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort();
        return new WebAuthnCeremonies(
                RelyingPartyIdentity.builder().id(host).name(host).build(), baseUrl.getScheme() + "://" + host + port);
    }

    /**
     * Whether browsers let a site at this address have passkeys: it needs a name, and TLS unless it is this machine
     * (WebAuthn level 3, section 5.1.3).
     */
    public static boolean arePossibleAt(URI baseUrl) {
        String host = baseUrl.getHost();
        if (host == null || ADDRESS.matcher(host).matches()) {
            return false;
        }
        return "https".equals(baseUrl.getScheme()) || host.equals("localhost") || host.endsWith(".localhost");
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
        try {
            PublicKeyCredentialCreationOptions options = PublicKeyCredentialCreationOptions.fromJson(state);
            if (isNull(credentialJson) || !options.getUser().getId().equals(handle(userId))) {
                return Optional.empty();
            }
            RegistrationResult result = relyingParty(new OneCredential(Set.of(), null))
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(options)
                            .response(PublicKeyCredential.parseRegistrationResponseJson(credentialJson))
                            .build());
            return Optional.of(new Credential(
                    userId,
                    result.getKeyId().getId().getBase64Url(),
                    result.getPublicKeyCose().getBase64Url(),
                    result.getSignatureCount()));
        } catch (IOException | RegistrationFailedException | IllegalArgumentException notIt) {
            return Optional.empty();
        }
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
        try {
            return Optional.ofNullable(PublicKeyCredential.parseAssertionResponseJson(credentialJson))
                    .map(answer -> answer.getId().getBase64Url());
        } catch (IOException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Credential> finishSignIn(String state, String credentialJson, @Nullable Credential passkey) {
        if (passkey == null || isNull(credentialJson)) {
            return Optional.empty();
        }
        RegisteredCredential credential = RegisteredCredential.builder()
                .credentialId(bytes(passkey.credentialId()))
                .userHandle(handle(passkey.userId()))
                .publicKeyCose(bytes(passkey.publicKey()))
                .signatureCount(passkey.signatureCount())
                .build();
        try {
            AssertionResult result = relyingParty(new OneCredential(Set.of(), credential))
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(AssertionRequest.fromJson(state))
                            .response(PublicKeyCredential.parseAssertionResponseJson(credentialJson))
                            .build());
            return result.isSuccess() && result.isUserVerified() && result.isSignatureCounterValid()
                    ? Optional.of(new Credential(
                            passkey.userId(), passkey.credentialId(), passkey.publicKey(), result.getSignatureCount()))
                    : Optional.empty();
        } catch (IOException | AssertionFailedException | IllegalArgumentException notIt) {
            return Optional.empty();
        }
    }

    /** The library reads it, and stumbles over it later. */
    private static boolean isNull(String json) {
        return json.strip().equals("null");
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
