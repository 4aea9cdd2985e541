@NullMarked
package dev.tenon.architecture.planted.httpclientsstayinthewebhookadapter.app;

import org.jspecify.annotations.NullMarked;
