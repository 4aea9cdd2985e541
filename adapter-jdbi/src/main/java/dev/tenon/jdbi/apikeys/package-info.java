/** API keys, and the requests that came with them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
