/** Rate limits. */
@NullMarked
package dev.tenon.jdbi.limits;

import org.jspecify.annotations.NullMarked;
