/** Commands about roles. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.access;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
