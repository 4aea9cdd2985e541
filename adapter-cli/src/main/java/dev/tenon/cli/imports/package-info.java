/** Importing people from the files of other products. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.imports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
