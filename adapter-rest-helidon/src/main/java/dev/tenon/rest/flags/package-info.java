/** Feature flags over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
