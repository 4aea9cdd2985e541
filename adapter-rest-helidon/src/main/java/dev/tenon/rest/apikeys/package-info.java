/** API keys over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
