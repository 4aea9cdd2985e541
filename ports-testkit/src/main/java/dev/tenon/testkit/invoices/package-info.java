/** The contracts for what stores invoices. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
