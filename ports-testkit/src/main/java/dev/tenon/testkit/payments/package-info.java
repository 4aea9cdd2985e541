/** What every store of payments does. */
@NullMarked
package dev.tenon.testkit.payments;

import org.jspecify.annotations.NullMarked;
