/** {@code tenon webhooks}. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
