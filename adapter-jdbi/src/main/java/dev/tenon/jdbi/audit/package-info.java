/** The audit trail and its chains. */
@NullMarked
package dev.tenon.jdbi.audit;

import org.jspecify.annotations.NullMarked;
