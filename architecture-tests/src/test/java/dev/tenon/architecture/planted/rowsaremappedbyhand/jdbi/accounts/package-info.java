@NullMarked
package dev.tenon.architecture.planted.rowsaremappedbyhand.jdbi.accounts;

import org.jspecify.annotations.NullMarked;
