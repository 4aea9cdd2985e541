/** Invoices and credit notes. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
