@NullMarked
package dev.tenon.core.flags;

import org.jspecify.annotations.NullMarked;
