/** The rules of the house, each with a planted violation that it rejects. */
@NullMarked
package dev.tenon.architecture;

import org.jspecify.annotations.NullMarked;
