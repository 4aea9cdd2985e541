/** Driven ports of organizations: what an adapter provides. */
@NullMarked
package dev.tenon.ports.organizations.spi;

import org.jspecify.annotations.NullMarked;
