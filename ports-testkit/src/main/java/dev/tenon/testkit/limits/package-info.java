/** Contracts of the stores of rate limits. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.limits;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
