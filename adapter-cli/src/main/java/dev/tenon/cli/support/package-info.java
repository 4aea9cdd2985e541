/** Commands about support. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
