/** The types of files, as Apache Tika knows them. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.tika;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
