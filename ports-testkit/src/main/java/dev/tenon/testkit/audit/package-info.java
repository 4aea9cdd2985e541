/** The contracts for what stores the audit trail. */
@NullMarked
package dev.tenon.testkit.audit;

import org.jspecify.annotations.NullMarked;
