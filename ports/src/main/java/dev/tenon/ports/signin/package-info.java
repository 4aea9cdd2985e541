/** Signing in: passwords, sessions, and the guard against guessing. */
@NullMarked
package dev.tenon.ports.signin;

import org.jspecify.annotations.NullMarked;
