package dev.tenon.ports.documents;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A small picture of a document, a PNG.
 *
 * @param size in bytes
 * @param sha256 of the bytes, lower-case hex
 * @param bytes opens it; the caller closes the stream
 */
public record Thumbnail(long size, String sha256, Supplier<InputStream> bytes) {}
