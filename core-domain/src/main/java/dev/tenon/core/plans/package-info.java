/** Plans and entitlements. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
