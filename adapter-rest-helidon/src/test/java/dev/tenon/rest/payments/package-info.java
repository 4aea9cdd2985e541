@NullMarked
package dev.tenon.rest.payments;

import org.jspecify.annotations.NullMarked;
