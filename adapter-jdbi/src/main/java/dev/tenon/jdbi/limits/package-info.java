/** Rate limits. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.limits;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
