/** Rate limits: how often a caller may ask within a minute. */
@NullMarked
package dev.tenon.ports.limits;

import org.jspecify.annotations.NullMarked;
