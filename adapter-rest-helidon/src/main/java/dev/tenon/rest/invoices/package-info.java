/** Invoices and credit notes over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
