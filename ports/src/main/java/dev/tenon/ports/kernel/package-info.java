/** What every capability speaks: who acts, what is refused, ids, money, pages. */
@NullMarked
package dev.tenon.ports.kernel;

import org.jspecify.annotations.NullMarked;
