/** The contracts for what stores subscriptions. */
@NullMarked
package dev.tenon.testkit.billing;

import org.jspecify.annotations.NullMarked;
