@NullMarked
package dev.tenon.jte;

import org.jspecify.annotations.NullMarked;
