/** Invoices: writing them, and what becomes of them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
