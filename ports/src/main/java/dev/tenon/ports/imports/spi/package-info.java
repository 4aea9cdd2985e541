/** Driven ports of imports: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.imports.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
