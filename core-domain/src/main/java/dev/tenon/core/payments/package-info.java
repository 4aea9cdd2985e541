/** Payments: how invoices are collected, and how money goes back. */
@NullMarked
package dev.tenon.core.payments;

import org.jspecify.annotations.NullMarked;
