/** What an adapter provides for webhooks: their storage, and the call itself. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.webhooks.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
