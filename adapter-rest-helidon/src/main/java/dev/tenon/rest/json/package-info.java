/** JSON, read strictly and written from records. */
@NullMarked
package dev.tenon.rest.json;

import org.jspecify.annotations.NullMarked;
