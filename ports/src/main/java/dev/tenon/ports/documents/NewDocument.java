package dev.tenon.ports.documents;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in. The content is read once, as a stream, and never held in memory.
 *
 * @param fileName as the uploader named it; directories in it are cut off
 * @param mediaType as the uploader claims it; {@code null} if not at all
 * @param declaredSize how many bytes will come; {@code null} if the uploader does not know
 * @param content the bytes; closed by the caller
 */
public record NewDocument(
        String fileName,
        @Nullable String mediaType,
        @Nullable Long declaredSize,
        InputStream content) {}
