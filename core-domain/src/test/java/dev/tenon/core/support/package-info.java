@NullMarked
package dev.tenon.core.support;

import org.jspecify.annotations.NullMarked;
