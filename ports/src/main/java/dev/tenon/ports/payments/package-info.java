/** Payments: how invoices are collected. */
@NullMarked
package dev.tenon.ports.payments;

import org.jspecify.annotations.NullMarked;
