package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes in pieces, each durable before the next.
 *
 * @param userId who sends it
 * @param organizationId for whom; {@code null} for who sends it
 * @param versionOf of which document it will be a version; {@code null} for a new document
 * @param fileName as the document will be called
 * @param mediaType as the uploader claims it; {@code null} if not at all
 * @param metadata what the uploader said of it, word for word; {@code null} if nothing
 * @param size bytes in all
 * @param received bytes that came and are durable
 * @param documentId the document that it became; {@code null} until then
 * @param expiresAt until when it can be gone on with; each piece puts it off
 */
public record Upload(
        UploadId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable DocumentId versionOf,
        String fileName,
        @Nullable String mediaType,
        @Nullable String metadata,
        long size,
        long received,
        UploadStatus status,
        @Nullable DocumentId documentId,
        Instant createdAt,
        Instant expiresAt) {

    /** Its place in a list, the newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** How many bytes are missing. */
    public long missing() {
        return size - received;
    }

    /** Whether it can be gone on with. */
    public boolean isOpen(Instant now) {
        return status == UploadStatus.OPEN && expiresAt.isAfter(now);
    }

    /** The same upload after more bytes came. */
    public Upload further(long moreBytes, Instant newExpiresAt) {
        return changed(received + moreBytes, status, documentId, newExpiresAt);
    }

    /** The same upload when it is over; with the document that it became, if it did. */
    public Upload ended(UploadStatus how, @Nullable DocumentId became) {
        return changed(received, how, became, expiresAt);
    }

    private Upload changed(
            long newReceived, UploadStatus newStatus, @Nullable DocumentId became, Instant newExpiresAt) {
        return new Upload(
                id,
                userId,
                organizationId,
                versionOf,
                fileName,
                mediaType,
                metadata,
                size,
                newReceived,
                newStatus,
                became,
                createdAt,
                newExpiresAt);
    }
}
