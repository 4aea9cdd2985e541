/** Accounts and the tokens that were mailed to them. */
@NullMarked
package dev.tenon.jdbi.accounts;

import org.jspecify.annotations.NullMarked;
