/** Sessions over HTTP. */
@NullMarked
package dev.tenon.rest.signin;

import org.jspecify.annotations.NullMarked;
