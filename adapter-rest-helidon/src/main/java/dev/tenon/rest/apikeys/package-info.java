/** API keys over HTTP. */
@NullMarked
package dev.tenon.rest.apikeys;

import org.jspecify.annotations.NullMarked;
