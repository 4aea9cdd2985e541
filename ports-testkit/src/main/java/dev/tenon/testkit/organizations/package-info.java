/** Contracts of the stores of organizations. */
@NullMarked
package dev.tenon.testkit.organizations;

import org.jspecify.annotations.NullMarked;
