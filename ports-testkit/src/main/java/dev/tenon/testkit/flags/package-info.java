/** What every store of feature flags does. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
