/** What every store of webhooks and of their queue does. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
