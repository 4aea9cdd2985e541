/** Keeps the contents of documents as files. */
@NullMarked
package dev.tenon.blob.fs;

import org.jspecify.annotations.NullMarked;
