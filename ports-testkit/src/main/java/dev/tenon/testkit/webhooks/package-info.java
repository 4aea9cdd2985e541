/** What every store of webhooks and of their queue does. */
@NullMarked
package dev.tenon.testkit.webhooks;

import org.jspecify.annotations.NullMarked;
