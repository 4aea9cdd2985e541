/** Every store, by JDBI on PostgreSQL, and the migrations. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.jdbi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
