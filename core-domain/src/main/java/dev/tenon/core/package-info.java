/** The core: {@link dev.tenon.core.TenonCore} builds all driving ports over the driven ones. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.core;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
