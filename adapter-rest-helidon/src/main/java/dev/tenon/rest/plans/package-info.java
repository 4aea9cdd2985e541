/** Plans, entitlements and quotas over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
