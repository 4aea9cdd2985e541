/** Support tickets over HTTP. */
@NullMarked
package dev.tenon.rest.support;

import org.jspecify.annotations.NullMarked;
