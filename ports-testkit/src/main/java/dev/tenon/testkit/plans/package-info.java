/** The contracts for what stores plans. */
@NullMarked
package dev.tenon.testkit.plans;

import org.jspecify.annotations.NullMarked;
