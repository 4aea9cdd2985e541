/** Commands about mail. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
