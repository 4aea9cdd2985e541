package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * A file that will come in pieces.
 *
 * @param organizationId for whom; {@code null} for the caller, and for a new version, which stays where its document is
 * @param versionOf of which document it is a new version; {@code null} for a new document
 * @param expected of that document; {@link Expected#any()} for a new one
 * @param fileName as the uploader named it; directories in it are cut off. A new version leaves the document its name
 * @param mediaType as the uploader claims it; {@code null} if not at all
 * @param metadata what the uploader said of it, word for word, at most {@link #LONGEST_METADATA} characters; {@code null} if nothing
 * @param size bytes in all
 */
public record NewUpload(
        @Nullable OrganizationId organizationId,
        @Nullable DocumentId versionOf,
        Expected expected,
        String fileName,
        @Nullable String mediaType,
        @Nullable String metadata,
        long size) {

    public static final int LONGEST_METADATA = 4_096;

    /** A file of the caller's own. */
    public static NewUpload of(String fileName, long size) {
        return new NewUpload(null, null, Expected.any(), fileName, null, null, size);
    }

    /** The same file for an organization. */
    public NewUpload in(OrganizationId organization) {
        return new NewUpload(organization, versionOf, expected, fileName, mediaType, metadata, size);
    }

    /** The same file as a new version of a document. */
    public NewUpload asVersionOf(DocumentId document, Expected revision) {
        return new NewUpload(organizationId, document, revision, fileName, mediaType, metadata, size);
    }
}
