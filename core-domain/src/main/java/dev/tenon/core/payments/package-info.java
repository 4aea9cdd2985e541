/** Payments: how invoices are collected, and how money goes back. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.payments;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
