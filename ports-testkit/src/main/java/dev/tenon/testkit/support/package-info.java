/** The contracts for what stores support, quotas and file contents. */
@NullMarked
package dev.tenon.testkit.support;

import org.jspecify.annotations.NullMarked;
