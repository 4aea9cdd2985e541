/** Driven ports of plans: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.plans.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
