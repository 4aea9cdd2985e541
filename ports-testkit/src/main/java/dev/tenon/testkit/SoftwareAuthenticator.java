package dev.tenon.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device with one passkey (ES256, no attestation), and the browser before it, for tests: what it says is what a test lets it
 * say, right or wrong. CBOR is written by hand; it is four maps.
 */
public final class SoftwareAuthenticator {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int NEW_CREDENTIAL = 0x40;

    private final KeyPair keys;
    private byte[] credentialId = new byte[32];

    public String rpId;
    public String origin;
    public boolean verifiesItsUser = true;
    public int counter = 0;
    public String userHandle = "";
    /** What it does to its public key before it says it. */
    public UnaryOperator<byte[]> spoilKey = UnaryOperator.identity();
    /** What it does to a signature before it says it. */
    public UnaryOperator<byte[]> spoilSignature = UnaryOperator.identity();

    /** A device at a page of this site, as {@code accounts.example.org}. */
    public SoftwareAuthenticator(String site) {
        rpId = site;
        origin = "https://" + site;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
            new SecureRandom().nextBytes(credentialId);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** The id of its one credential, base64url. */
    public String credentialId() {
        return BASE64URL.encodeToString(credentialId);
    }

    /** Calls its credential by an id of so many bytes. */
    public void haveIdOf(int bytes) {
        credentialId = new byte[bytes];
        new SecureRandom().nextBytes(credentialId);
    }

    /** Makes the passkey that the options ask for. */
    public String register(String optionsJson) {
        Matcher user =
                Pattern.compile("\"user\":\\s*\\{[^}]*\"id\":\\s*\"([^\"]+)\"").matcher(optionsJson);
        if (user.find()) {
            userHandle = user.group(1);
        }
        byte[] clientData = clientData("webauthn.create", optionsJson);
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write(0xa3);
        text(object, "fmt");
        text(object, "none");
        text(object, "attStmt");
        object.write(0xa0);
        text(object, "authData");
        bytes(object, authenticatorData(NEW_CREDENTIAL, attestedCredential()));
        return """
                {"id":"%s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%s","attestationObject":"%s","transports":["internal"]}}""".formatted(
                credentialId(), BASE64URL.encodeToString(clientData), BASE64URL.encodeToString(object.toByteArray()));
    }

    /** Signs in with it, and counts. */
    public String signIn(String optionsJson) {
        counter++;
        byte[] clientData = clientData("webauthn.get", optionsJson);
        byte[] authenticatorData = authenticatorData(0, new byte[0]);
        return """
                {"id":"%s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%s","authenticatorData":"%s","signature":"%s","userHandle":"%s"}}""".formatted(
                        credentialId(),
                        BASE64URL.encodeToString(clientData),
                        BASE64URL.encodeToString(authenticatorData),
                        BASE64URL.encodeToString(spoilSignature.apply(signed(authenticatorData, sha256(clientData)))),
                        userHandle);
    }

    private byte[] clientData(String type, String optionsJson) {
        Matcher challenge = Pattern.compile("\"challenge\":\\s*\"([^\"]+)\"").matcher(optionsJson);
        if (!challenge.find()) {
            throw new AssertionError("No challenge in " + optionsJson);
        }
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge.group(1), origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] rest) {
        return ByteBuffer.allocate(37 + rest.length)
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .put((byte) (USER_PRESENT | (verifiesItsUser ? USER_VERIFIED : 0) | flags))
                .putInt(counter)
                .put(rest)
                .array();
    }

    private byte[] attestedCredential() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream cose = new ByteArrayOutputStream();
        cose.write(0xa5);
        cose.writeBytes(new byte[] {0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
        bytes(cose, coordinate(key.getW().getAffineX()));
        cose.write(0x22);
        bytes(cose, coordinate(key.getW().getAffineY()));
        byte[] said = spoilKey.apply(cose.toByteArray());
        return ByteBuffer.allocate(16 + 2 + credentialId.length + said.length)
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(said)
                .array();
    }

    private byte[] signed(byte[] authenticatorData, byte[] clientDataHash) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(authenticatorData);
            signature.update(clientDataHash);
            return signature.sign();
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static void text(ByteArrayOutputStream cbor, String text) {
        cbor.write(0x60 | text.length());
        cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
        if (bytes.length < 256) {
            cbor.writeBytes(new byte[] {0x58, (byte) bytes.length});
        } else {
            cbor.writeBytes(new byte[] {0x59, (byte) (bytes.length >> 8), (byte) bytes.length});
        }
        cbor.writeBytes(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 32);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
