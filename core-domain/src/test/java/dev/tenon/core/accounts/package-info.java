@NullMarked
package dev.tenon.core.accounts;

import org.jspecify.annotations.NullMarked;
