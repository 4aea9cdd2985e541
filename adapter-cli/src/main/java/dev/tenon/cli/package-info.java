/** The commands, on picocli. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.cli;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
