/** API keys. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
