/** Support tickets in PostgreSQL. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
