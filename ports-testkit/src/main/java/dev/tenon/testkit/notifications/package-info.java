/** The contracts for what stores the outbox. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
