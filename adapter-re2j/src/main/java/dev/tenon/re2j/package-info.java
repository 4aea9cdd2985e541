/** Regular expressions by RE2/J. */
@NullMarked
package dev.tenon.re2j;

import org.jspecify.annotations.NullMarked;
