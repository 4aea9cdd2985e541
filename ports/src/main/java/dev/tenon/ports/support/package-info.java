/** Support: what people ask, who answers, and how long that takes. */
@NullMarked
package dev.tenon.ports.support;

import org.jspecify.annotations.NullMarked;
