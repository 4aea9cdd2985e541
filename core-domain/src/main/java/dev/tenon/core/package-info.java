/** The core: {@link dev.tenon.core.TenonCore} builds all driving ports over the driven ones. */
@NullMarked
package dev.tenon.core;

import org.jspecify.annotations.NullMarked;
