/** Commands about the audit trail. */
@NullMarked
package dev.tenon.cli.audit;

import org.jspecify.annotations.NullMarked;
