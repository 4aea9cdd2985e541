/** Accounts: people, how they register, and what becomes of them. */
@NullMarked
package dev.tenon.ports.accounts;

import org.jspecify.annotations.NullMarked;
