/** Webhooks: what the audit trail records is told to other programs. */
@NullMarked
package dev.tenon.core.webhooks;

import org.jspecify.annotations.NullMarked;
