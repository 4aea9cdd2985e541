/** Regular expressions by RE2/J. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.re2j;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
