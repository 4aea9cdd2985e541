/** Invoices on the command line. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.invoices;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
