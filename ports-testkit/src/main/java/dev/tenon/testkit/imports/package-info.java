/** What every store of imports does. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.imports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
