@NullMarked
package dev.tenon.core.plans;

import org.jspecify.annotations.NullMarked;
