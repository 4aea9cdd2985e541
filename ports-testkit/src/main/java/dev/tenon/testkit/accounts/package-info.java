/** The contracts for what stores accounts and one-time tokens. */
@NullMarked
package dev.tenon.testkit.accounts;

import org.jspecify.annotations.NullMarked;
