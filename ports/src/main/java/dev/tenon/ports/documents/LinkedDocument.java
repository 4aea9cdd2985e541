package dev.tenon.ports.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What whoever has a link is told of the document behind it.
 *
 * @param fileSize in bytes
 * @param expiresAt until when the link works; {@code null} for no end
 * @param downloadsLeft how often it may still be downloaded by; {@code null} for no limit
 */
public record LinkedDocument(
        String fileName,
        long fileSize,
        String mediaType,
        @Nullable Instant expiresAt,
        @Nullable Integer downloadsLeft) {}
