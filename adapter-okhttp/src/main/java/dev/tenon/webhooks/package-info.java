/** Calls webhooks over HTTPS with OkHttp, and nobody but public receivers. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
