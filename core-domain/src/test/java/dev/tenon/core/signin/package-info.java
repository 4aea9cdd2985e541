@NullMarked
package dev.tenon.core.signin;

import org.jspecify.annotations.NullMarked;
