/** What every store here stands on: connections, failures, lists, columns. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.kernel;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
