/** The contracts for what stores plans. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
