/** Driven ports of support: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.support.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
