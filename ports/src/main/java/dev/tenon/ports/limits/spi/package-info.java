/** Driven ports of rate limits: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.limits.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
