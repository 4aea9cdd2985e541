/**
 * Audit: the tamper-evident trail of every change, and the log of what people used.
 *
 * <p>{@link dev.tenon.ports.audit.AuditTrail} is written in the commit of the change itself, chained by hashes, and verified; {@link
 * dev.tenon.ports.audit.UsageLog} counts what was done. {@link dev.tenon.ports.audit.Retention} says how long both are kept.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
