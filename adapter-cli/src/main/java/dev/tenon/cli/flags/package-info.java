/** Commands about feature flags. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
