package dev.tenon.ports.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link to be made.
 *
 * @param password what it asks for, {@value #SHORTEST_PASSWORD} characters or more; {@code null} for nothing
 * @param expiresAt until when; {@code null} for as long as whoever makes it may read the document
 * @param maxDownloads how often it may be downloaded by, from 1 to {@value #MOST_DOWNLOADS}; {@code null} for no limit
 */
public record NewShareLink(
        @Nullable String password,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads) {

    /** How short a password may be. */
    public static final int SHORTEST_PASSWORD = 8;
    /** How many downloads a limit may grant. */
    public static final int MOST_DOWNLOADS = 1_000_000;

    /** Never the password. */
    @Override
    public String toString() {
        return "NewShareLink[expiresAt=" + expiresAt + ", maxDownloads=" + maxDownloads + "]";
    }
}
