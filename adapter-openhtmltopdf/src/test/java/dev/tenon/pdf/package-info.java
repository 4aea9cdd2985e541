@NullMarked
package dev.tenon.pdf;

import org.jspecify.annotations.NullMarked;
