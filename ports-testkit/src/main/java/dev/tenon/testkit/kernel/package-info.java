/** The contracts for what stores units of work and idempotency keys. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.kernel;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
