/** What every store of payments does. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
