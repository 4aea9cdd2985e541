/** The contracts for what stores sessions and throttles. */
@NullMarked
package dev.tenon.testkit.signin;

import org.jspecify.annotations.NullMarked;
