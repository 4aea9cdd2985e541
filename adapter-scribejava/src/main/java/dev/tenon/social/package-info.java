/** Providers of accounts elsewhere, through ScribeJava: the OAuth dance, and every check that it leaves to its caller. */
@NullMarked
package dev.tenon.social;

import org.jspecify.annotations.NullMarked;
