/** The contracts for what stores units of work and idempotency keys. */
@NullMarked
package dev.tenon.testkit.kernel;

import org.jspecify.annotations.NullMarked;
