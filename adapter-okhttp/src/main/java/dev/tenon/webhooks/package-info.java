/** Calls webhooks over HTTPS with OkHttp, and nobody but public receivers. */
@NullMarked
package dev.tenon.webhooks;

import org.jspecify.annotations.NullMarked;
