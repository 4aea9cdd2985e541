/** Commands about subscriptions. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.billing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
