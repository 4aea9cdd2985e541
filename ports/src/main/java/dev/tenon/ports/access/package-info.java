/** Access: the permission catalogue, roles, and who holds them. */
@NullMarked
package dev.tenon.ports.access;

import org.jspecify.annotations.NullMarked;
