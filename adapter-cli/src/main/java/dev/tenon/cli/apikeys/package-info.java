/** API keys on the command line. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.apikeys;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
