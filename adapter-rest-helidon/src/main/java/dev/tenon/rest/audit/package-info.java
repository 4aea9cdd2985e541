/** The audit trail over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
