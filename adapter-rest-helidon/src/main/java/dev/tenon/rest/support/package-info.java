/** Support tickets over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
