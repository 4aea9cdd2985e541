/** Pages as PDF. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.pdf;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
