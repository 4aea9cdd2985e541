/** Support tickets. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
