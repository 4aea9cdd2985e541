/** Driven ports of signin: what an adapter provides. */
@NullMarked
package dev.tenon.ports.signin.spi;

import org.jspecify.annotations.NullMarked;
