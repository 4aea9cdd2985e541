package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.OrganizationId;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in. The content is read once, as a stream, and never held in memory.
 *
 * @param organizationId for whom; {@code null} for the caller. A new version stays where its document is
 * @param fileName as the uploader named it; directories in it are cut off. A new version leaves the document its name
 * @param mediaType as the uploader claims it; {@code null} if not at all
 * @param declaredSize how many bytes will come; {@code null} if the uploader does not know
 * @param content the bytes; closed by the caller
 */
public record NewDocument(
        @Nullable OrganizationId organizationId,
        String fileName,
        @Nullable String mediaType,
        @Nullable Long declaredSize,
        InputStream content) {

    /** A file of the caller's own. */
    public NewDocument(String fileName, @Nullable String mediaType, @Nullable Long declaredSize, InputStream content) {
        this(null, fileName, mediaType, declaredSize, content);
    }

    /** The same file for an organization; {@code null} for the caller. */
    public NewDocument in(@Nullable OrganizationId organization) {
        return new NewDocument(organization, fileName, mediaType, declaredSize, content);
    }
}
