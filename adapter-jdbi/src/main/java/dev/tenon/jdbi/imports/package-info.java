/** Imports, and many accounts at once. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.imports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
