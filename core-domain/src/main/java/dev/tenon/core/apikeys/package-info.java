/** API keys. */
@NullMarked
package dev.tenon.core.apikeys;

import org.jspecify.annotations.NullMarked;
