/** Feature flags in PostgreSQL. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
