package dev.tenon.ports.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where chains ended at an instant, signed: whoever keeps it where the database's administrators cannot change it sees later whether
 * the trail was rewritten since.
 *
 * @param at when the heads were read
 * @param heads at most {@link #MOST_HEADS}; those of more chains are in more of these
 * @param publicKey the key to verify it with: Ed25519 (RFC 8032), X.509, in Base64
 * @param previous the signature of the one that was signed before; {@code null} for the first
 * @param signature Ed25519 over the UTF-8 form of the line without its last member, in Base64
 * @param line all of this as one line of JSON, which ends in the signature
 */
public record SignedHeads(
        Instant at,
        List<ChainHead> heads,
        String publicKey,
        @Nullable String previous,
        String signature,
        String line) {

    /** How many heads are signed at once. */
    public static final int MOST_HEADS = 1000;

    /**
     * The end of a chain.
     *
     * @param hash of its last row
     */
    public record ChainHead(String chain, long sequence, String hash) {}

    public SignedHeads {
        heads = List.copyOf(heads);
    }
}
