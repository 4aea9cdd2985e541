@NullMarked
package dev.tenon.core.access;

import org.jspecify.annotations.NullMarked;
