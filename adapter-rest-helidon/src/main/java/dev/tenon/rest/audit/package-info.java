/** The audit trail over HTTP. */
@NullMarked
package dev.tenon.rest.audit;

import org.jspecify.annotations.NullMarked;
