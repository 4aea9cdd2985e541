/** The audit trail and its chains. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
