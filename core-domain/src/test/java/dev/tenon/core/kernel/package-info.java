@NullMarked
package dev.tenon.core.kernel;

import org.jspecify.annotations.NullMarked;
