/** The use cases, on the ports alone. */
@NullMarked
package dev.tenon.core;

import org.jspecify.annotations.NullMarked;
