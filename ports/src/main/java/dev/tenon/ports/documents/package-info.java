/** Documents: files with their metadata, and the storage quota they count against. */
@NullMarked
package dev.tenon.ports.documents;

import org.jspecify.annotations.NullMarked;
