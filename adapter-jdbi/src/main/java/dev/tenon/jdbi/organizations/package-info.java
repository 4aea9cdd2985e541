/** Organizations and their members. */
@NullMarked
package dev.tenon.jdbi.organizations;

import org.jspecify.annotations.NullMarked;
