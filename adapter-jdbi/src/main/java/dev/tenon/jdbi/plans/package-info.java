/** Plans and their features. */
@NullMarked
package dev.tenon.jdbi.plans;

import org.jspecify.annotations.NullMarked;
