@NullMarked
package dev.tenon.architecture.planted.namessaywhataclassis.core.accounts;

import org.jspecify.annotations.NullMarked;
