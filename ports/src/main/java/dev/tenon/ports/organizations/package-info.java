/** Organizations: teams that share roles, documents and a plan. */
@NullMarked
package dev.tenon.ports.organizations;

import org.jspecify.annotations.NullMarked;
