package dev.tenon.crypto;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Secrets under a random key that lives as long as this process: what an embedder gets who names none. Tokens and their
 * digests need no key and stay good; but mails that wait sealed in the outbox, and pseudonyms, do not survive a restart,
 * and two servers do not understand each other's. So production passes {@link InstallationSecrets}.
 */
public final class EphemeralSecrets implements Secrets {

    /** One key for the process, so that all who make an instance of this class share it. */
    private static final Secrets OF_THIS_PROCESS = InstallationSecrets.of(InstallationSecrets.generate());

    /** For the service loader, and for all who accept the above. */
    public EphemeralSecrets() {}

    @Override
    public Token newToken(String prefix) {
        return OF_THIS_PROCESS.newToken(prefix);
    }

    @Override
    public String newSharedKey() {
        return OF_THIS_PROCESS.newSharedKey();
    }

    @Override
    public String mac(String sharedKey, String text) {
        return OF_THIS_PROCESS.mac(sharedKey, text);
    }

    @Override
    public String digest(Token token) {
        return OF_THIS_PROCESS.digest(token);
    }

    @Override
    public String sha256(String text) {
        return OF_THIS_PROCESS.sha256(text);
    }

    @Override
    public String sha256(InputStream content) throws IOException {
        return OF_THIS_PROCESS.sha256(content);
    }

    @Override
    public Checksum checksum(String algorithm) {
        return OF_THIS_PROCESS.checksum(algorithm);
    }

    @Override
    public String pseudonym(String purpose, String value) {
        return OF_THIS_PROCESS.pseudonym(purpose, value);
    }

    @Override
    public String seal(String purpose, String text) {
        return OF_THIS_PROCESS.seal(purpose, text);
    }

    @Override
    public String sign(String purpose, String text) {
        return OF_THIS_PROCESS.sign(purpose, text);
    }

    @Override
    public String publicKey(String purpose) {
        return OF_THIS_PROCESS.publicKey(purpose);
    }

    @Override
    public boolean isOwnKey(String purpose, String publicKey) {
        return OF_THIS_PROCESS.isOwnKey(purpose, publicKey);
    }

    @Override
    public boolean isSigned(String publicKey, String text, String signature) {
        return OF_THIS_PROCESS.isSigned(publicKey, text, signature);
    }

    @Override
    public Optional<String> open(String purpose, String sealed) {
        return OF_THIS_PROCESS.open(purpose, sealed);
    }
}
