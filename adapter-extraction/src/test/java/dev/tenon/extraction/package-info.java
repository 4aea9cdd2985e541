@NullMarked
package dev.tenon.extraction;

import org.jspecify.annotations.NullMarked;
