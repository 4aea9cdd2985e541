/** What an adapter provides for webhooks: their storage, and the call itself. */
@NullMarked
package dev.tenon.ports.webhooks.spi;

import org.jspecify.annotations.NullMarked;
