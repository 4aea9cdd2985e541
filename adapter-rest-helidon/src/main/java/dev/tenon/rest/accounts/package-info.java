/** Registration, the caller's own account, and everybody's, over HTTP. */
@NullMarked
package dev.tenon.rest.accounts;

import org.jspecify.annotations.NullMarked;
