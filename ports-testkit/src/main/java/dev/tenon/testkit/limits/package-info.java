/** Contracts of the stores of rate limits. */
@NullMarked
package dev.tenon.testkit.limits;

import org.jspecify.annotations.NullMarked;
