@NullMarked
package dev.tenon.core.audit;

import org.jspecify.annotations.NullMarked;
