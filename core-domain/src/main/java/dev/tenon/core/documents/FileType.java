package dev.tenon.core.documents;

import org.jspecify.annotations.Nullable;

/**
 * What a file is.
 *
 * @param mediaType e.g. {@code application/pdf}
 * @param shortName e.g. {@code pdf}; {@code null} if it has none
 */
record FileType(String mediaType, @Nullable String shortName) {}
