@NullMarked
package dev.tenon.tika;

import org.jspecify.annotations.NullMarked;
