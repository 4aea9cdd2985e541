package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.FeatureId;
import org.jspecify.annotations.Nullable;

/**
 * A feature as a plan grants it.
 *
 * @param key the feature's stable name for programs, e.g. {@code upload-size}
 * @param name the feature's name for people
 * @param limit in the feature's own unit (bytes for {@code upload-size}); {@code null} for no limit
 */
public record PlanFeature(
        FeatureId featureId,
        String key,
        String name,
        @Nullable Long limit) {

    /** The largest single file, in bytes. */
    public static final String UPLOAD_SIZE = "upload-size";

    /** Whether new shares of documents and links to them can be made. */
    public static final String DOCUMENT_SHARING = "document-sharing";

    /** How many requests a minute each API key may make, if that is more than the installation's limit. */
    public static final String API_REQUESTS_PER_MINUTE = "api-requests-per-minute";
}
