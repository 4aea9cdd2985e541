/** Feature flags: how they are kept, and how they are evaluated. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
