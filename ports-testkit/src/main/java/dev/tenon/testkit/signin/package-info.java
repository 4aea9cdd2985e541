/** The contracts for what stores sessions and throttles. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.signin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
