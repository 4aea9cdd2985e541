/** Driven ports of access: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.access.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
