/** Documents, their versions, and the storage that they use. */
@NullMarked
package dev.tenon.jdbi.documents;

import org.jspecify.annotations.NullMarked;
