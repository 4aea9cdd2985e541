package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file with its metadata, as of its current version.
 *
 * @param ownerId who owns it; of an organization's document, who brought it in
 * @param organizationId whose it is; {@code null} for a person's own
 * @param fileName as the uploader named it; never a path
 * @param blobKey where the bytes are
 * @param fileSize of the current version in bytes, at least 1
 * @param fileType the short name, e.g. {@code pdf}; {@code null} if the name has no known ending
 * @param mediaType e.g. {@code application/pdf}
 * @param sha256 of the bytes, lower-case hex
 * @param version of the content, from 1
 * @param tags words to find it by, sorted
 * @param failureReason why processing failed; {@code null} unless it did
 * @param pageCount of the current version, once it was read; {@code null} where there are no pages
 * @param uploadedAt when its first version came
 * @param deletedAt since when it is in the trash; {@code null} unless it is
 * @param revision of the row, rises by one with every update; an adapter's ETag
 */
public record Document(
        DocumentId id,
        UserId ownerId,
        @Nullable OrganizationId organizationId,
        String fileName,
        BlobKey blobKey,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        int version,
        List<String> tags,
        DocumentStatus status,
        @Nullable String failureReason,
        @Nullable Integer pageCount,
        Instant uploadedAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        long revision) {

    private static final Set<String> SAFE_TO_SHOW =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain");

    public Document {
        tags = List.copyOf(tags);
    }

    /** Whose quota it counts against. */
    public SubjectId subject() {
        return organizationId == null ? ownerId : organizationId;
    }

    /** Whether browsers can be let show it: a picture, a PDF or plain text. What could carry a script never is. */
    public boolean isSafeToShow() {
        return SAFE_TO_SHOW.contains(mediaType);
    }

    /** The document's place in a list, newest first. */
    public Position position() {
        return new Position(uploadedAt, id.value());
    }

    /** The document's place in the trash, what was deleted last first. */
    public Position positionInTrash() {
        return new Position(deletedAt == null ? uploadedAt : deletedAt, id.value());
    }

    /** The same document with another name and other tags. */
    public Document described(String newName, @Nullable String newType, List<String> newTags) {
        return new Document(
                id,
                ownerId,
                organizationId,
                newName,
                blobKey,
                fileSize,
                newType,
                mediaType,
                sha256,
                version,
                newTags,
                status,
                failureReason,
                pageCount,
                uploadedAt,
                updatedAt,
                deletedAt,
                revision);
    }

    /** The same document with another content, which has yet to be processed. */
    public Document withContent(DocumentVersion content) {
        return new Document(
                id,
                ownerId,
                organizationId,
                fileName,
                content.blobKey(),
                content.fileSize(),
                fileType,
                content.mediaType(),
                content.sha256(),
                content.version(),
                tags,
                DocumentStatus.UPLOADED,
                null,
                null,
                uploadedAt,
                updatedAt,
                deletedAt,
                revision);
    }

    /** The same document as far as its current content was read. */
    public Document processed(DocumentStatus newStatus, @Nullable String reason, @Nullable Integer pages) {
        return new Document(
                id,
                ownerId,
                organizationId,
                fileName,
                blobKey,
                fileSize,
                fileType,
                mediaType,
                sha256,
                version,
                tags,
                newStatus,
                reason,
                pages,
                uploadedAt,
                updatedAt,
                deletedAt,
                revision);
    }
}
