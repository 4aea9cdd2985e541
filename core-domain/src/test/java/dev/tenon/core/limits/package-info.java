@NullMarked
package dev.tenon.core.limits;

import org.jspecify.annotations.NullMarked;
