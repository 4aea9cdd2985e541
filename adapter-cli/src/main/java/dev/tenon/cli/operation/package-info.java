/** Commands that run and examine Tenon itself. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.operation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
