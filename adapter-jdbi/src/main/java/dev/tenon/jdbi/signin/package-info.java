/** Sessions, and the counters that slow down guessing. */
@NullMarked
package dev.tenon.jdbi.signin;

import org.jspecify.annotations.NullMarked;
