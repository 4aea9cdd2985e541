/** Organizations over HTTP. */
@NullMarked
package dev.tenon.rest.organizations;

import org.jspecify.annotations.NullMarked;
