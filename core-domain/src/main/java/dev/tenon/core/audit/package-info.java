/** The audit trail. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
