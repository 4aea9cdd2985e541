@NullMarked
package dev.tenon.app;

import org.jspecify.annotations.NullMarked;
