/** How refusals look over HTTP. */
@NullMarked
package dev.tenon.rest.problem;

import org.jspecify.annotations.NullMarked;
