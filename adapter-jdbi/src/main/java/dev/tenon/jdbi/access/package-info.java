/** Roles, permissions, and who holds which. */
@NullMarked
package dev.tenon.jdbi.access;

import org.jspecify.annotations.NullMarked;
