/** Commands about subscriptions. */
@NullMarked
package dev.tenon.cli.billing;

import org.jspecify.annotations.NullMarked;
