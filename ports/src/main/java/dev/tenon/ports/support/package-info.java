/** Support: what people ask, who answers, and how long that takes. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
