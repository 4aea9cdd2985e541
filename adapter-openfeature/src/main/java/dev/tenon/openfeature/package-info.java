/** Feature flags for clients of OpenFeature. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.openfeature;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
