/** Driven ports of plans: what an adapter provides. */
@NullMarked
package dev.tenon.ports.plans.spi;

import org.jspecify.annotations.NullMarked;
