/** Imports: people who come from another product, with their passwords. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.imports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
