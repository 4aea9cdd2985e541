/** Feature flags over HTTP. */
@NullMarked
package dev.tenon.rest.flags;

import org.jspecify.annotations.NullMarked;
