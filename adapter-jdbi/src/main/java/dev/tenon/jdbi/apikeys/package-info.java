/** API keys, and the requests that came with them. */
@NullMarked
package dev.tenon.jdbi.apikeys;

import org.jspecify.annotations.NullMarked;
