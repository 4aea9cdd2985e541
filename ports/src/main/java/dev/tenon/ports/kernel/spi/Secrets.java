package dev.tenon.ports.kernel.spi;

import dev.tenon.ports.kernel.Token;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apiguardian.api.API;

/** Randomness and keyed functions. Keys are derived from the installation's secret, one for each purpose. */
@API(status = API.Status.STABLE)
public interface Secrets {

    /** A new token of 178 bits from a cryptographically strong source. */
    Token newToken(String prefix);

    /** 32 bytes from a cryptographically strong source, in Base64: a key to share with another program. */
    String newSharedKey();

    /** HMAC-SHA-256 (RFC 2104) of a text's UTF-8 form under a key in Base64; the result in Base64, too. */
    String mac(String sharedKey, String text);

    /** The digest that stands for a token at rest: SHA-256, lower-case hex. */
    String digest(Token token);

    /** SHA-256 of a text's UTF-8 form, lower-case hex. */
    String sha256(String text);

    /** SHA-256 of all that a stream gives, in constant memory; lower-case hex. */
    String sha256(InputStream content) throws IOException;

    /** Bytes that are added up as they come. */
    interface Checksum {

        void add(byte[] bytes, int offset, int length);

        /** What they come to, in lower-case hex; the last thing that is asked. */
        String hex();
    }

    /** Counts what comes by the algorithm of this name: {@code SHA-256}, {@code SHA-1} or {@code MD5}. It proves nothing about who sent it. */
    Checksum checksum(String algorithm);

    /**
     * A pseudonym: HMAC-SHA-256 under the installation's key for this purpose, lower-case hex. Equal values have equal
     * pseudonyms within a purpose; nobody without the secret can try values.
     */
    String pseudonym(String purpose, String value);

    /** Encrypts a text for this purpose with AES-256-GCM; the result names the key it was sealed under. */
    String seal(String purpose, String text);

    /**
     * Signs a text's UTF-8 form with the installation's key pair for this purpose: Ed25519 (RFC 8032), in Base64. The same text has
     * the same signature on every server.
     */
    String sign(String purpose, String text);

    /** The public half of the installation's key pair for this purpose: X.509, in Base64. */
    String publicKey(String purpose);

    /** Whether this is the installation's public key for the purpose, or was it under a secret that was in use before. */
    boolean isOwnKey(String purpose, String publicKey);

    /** Whether the text was signed with the other half of this public key, whoever's it is. */
    boolean isSigned(String publicKey, String text, String signature);

    /** Opens a sealed text; empty if it was altered, or sealed for another purpose or under a key that is gone. */
    Optional<String> open(String purpose, String sealed);
}
