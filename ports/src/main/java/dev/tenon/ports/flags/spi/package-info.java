/** What feature flags need of adapters. */
@NullMarked
package dev.tenon.ports.flags.spi;

import org.jspecify.annotations.NullMarked;
