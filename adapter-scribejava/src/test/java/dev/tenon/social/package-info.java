@NullMarked
package dev.tenon.social;

import org.jspecify.annotations.NullMarked;
