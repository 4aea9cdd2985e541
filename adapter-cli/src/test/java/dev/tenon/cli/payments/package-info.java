@NullMarked
package dev.tenon.cli.payments;

import org.jspecify.annotations.NullMarked;
