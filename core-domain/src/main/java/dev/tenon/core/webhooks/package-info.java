/** Webhooks: what the audit trail records is told to other programs. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
