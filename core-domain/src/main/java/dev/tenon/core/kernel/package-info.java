/** What every capability of the core works with: commits, authorization, time. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.kernel;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
