/** The whole contract of Tenon: {@link dev.tenon.ports.Tenon} for those who call it, {@link dev.tenon.ports.Storage} for those who store for it. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
