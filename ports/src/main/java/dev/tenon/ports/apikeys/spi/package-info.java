/** Driven ports of API keys: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.apikeys.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
