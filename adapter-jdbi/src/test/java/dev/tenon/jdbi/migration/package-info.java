@NullMarked
package dev.tenon.jdbi.migration;

import org.jspecify.annotations.NullMarked;
