/** Payments, refunds and ways of paying on the command line. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
