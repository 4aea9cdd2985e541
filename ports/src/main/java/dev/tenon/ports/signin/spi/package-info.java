/** Driven ports of signin: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.signin.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
