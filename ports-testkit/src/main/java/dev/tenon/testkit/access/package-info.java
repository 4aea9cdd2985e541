/** The contracts for what stores roles. */
@NullMarked
package dev.tenon.testkit.access;

import org.jspecify.annotations.NullMarked;
