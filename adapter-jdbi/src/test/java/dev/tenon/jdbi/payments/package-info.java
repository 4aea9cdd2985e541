@NullMarked
package dev.tenon.jdbi.payments;

import org.jspecify.annotations.NullMarked;
