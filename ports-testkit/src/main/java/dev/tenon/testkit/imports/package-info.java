/** What every store of imports does. */
@NullMarked
package dev.tenon.testkit.imports;

import org.jspecify.annotations.NullMarked;
