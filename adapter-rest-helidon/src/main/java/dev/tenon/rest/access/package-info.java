/** Roles over HTTP. */
@NullMarked
package dev.tenon.rest.access;

import org.jspecify.annotations.NullMarked;
