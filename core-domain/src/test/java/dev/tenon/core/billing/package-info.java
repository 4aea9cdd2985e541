@NullMarked
package dev.tenon.core.billing;

import org.jspecify.annotations.NullMarked;
