package dev.tenon.ports.documents;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go on with an upload.
 *
 * @param offset where in the file they begin
 * @param declaredSize how many will come; {@code null} if the uploader does not know
 * @param checksum what they must come to, or none of them is kept; {@code null} if the uploader does not say
 * @param content the bytes, read once; closed by the caller. If the stream breaks, what came before is kept
 */
public record UploadPiece(
        long offset, @Nullable Long declaredSize, @Nullable Checksum checksum, InputStream content) {

    /**
     * What bytes come to.
     *
     * @param hex in lower case
     */
    public record Checksum(Algorithm algorithm, String hex) {}

    /** How a checksum is counted. It guards against what gets lost on the way, not against anybody: so the old ones will do. */
    public enum Algorithm {
        SHA256("SHA-256"),
        SHA1("SHA-1"),
        MD5("MD5");

        private final String javaName;

        Algorithm(String javaName) {
            this.javaName = javaName;
        }

        /** As Java calls it. */
        public String javaName() {
            return javaName;
        }

        /** As tus calls it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The algorithm of this word; empty if none is. */
        public static Optional<Algorithm> of(String word) {
            for (Algorithm each : values()) {
                if (each.word().equals(word)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }
}
