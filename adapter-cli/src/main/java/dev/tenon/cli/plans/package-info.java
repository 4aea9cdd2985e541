/** Commands about plans and entitlements. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
