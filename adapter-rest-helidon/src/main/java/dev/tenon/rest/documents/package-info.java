/** Files over HTTP: uploads and downloads as streams. */
@NullMarked
package dev.tenon.rest.documents;

import org.jspecify.annotations.NullMarked;
