/** The contracts for what stores subscriptions. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.billing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
