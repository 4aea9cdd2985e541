@NullMarked
package dev.tenon.core.payments;

import org.jspecify.annotations.NullMarked;
