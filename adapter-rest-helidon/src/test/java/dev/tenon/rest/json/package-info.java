/** JSON, read strictly. */
@NullMarked
package dev.tenon.rest.json;

import org.jspecify.annotations.NullMarked;
