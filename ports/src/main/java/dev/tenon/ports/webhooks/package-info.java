/**
 * Webhooks: how what happens in Tenon is told to other programs.
 *
 * <p>{@link dev.tenon.ports.webhooks.Webhooks} says who is told of what. Each event is a row of the audit trail, queued in its commit,
 * signed, and sent at least once by a background job.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
