"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- Money that came and that the order does not keep has an end of its own: 'duplicate' (another payment had paid the
    -- order) and 'mismatched' (another amount or currency than asked for). What came is recorded as it came.
    ALTER TABLE payments ADD COLUMN captured_currency text;
    UPDATE payments SET captured_currency = currency WHERE status = 'captured';
    ALTER TABLE payments
      DROP CONSTRAINT payments_status_check, DROP CONSTRAINT payments_amounts_check, DROP CONSTRAINT payments_captured_at_check,
      ADD CONSTRAINT payments_status_check
        CHECK (status IN ('pending', 'captured', 'duplicate', 'mismatched', 'failed', 'abandoned', 'expired')),
      ADD CONSTRAINT payments_amounts_check
        CHECK (amount >= 0 AND captured_amount >= 0 AND refunded_amount BETWEEN 0 AND captured_amount),
      -- What an order keeps is what it asked for, in its currency.
      ADD CONSTRAINT payments_captured_amount_check
        CHECK (status <> 'captured' OR (captured_amount = amount AND captured_currency = currency)),
      ADD CONSTRAINT payments_captured_at_check CHECK (
        (status IN ('captured', 'duplicate', 'mismatched')) = (captured_at IS NOT NULL)
        AND (captured_at IS NULL) = (captured_currency IS NULL) AND (captured_at IS NOT NULL OR captured_amount = 0)
      );
    ALTER TABLE orders ADD CONSTRAINT orders_held_reason_check
      CHECK (held_reason IN ('amount_mismatch', 'paid_twice', 'paid_without_stock'));
  `,
  down: `
    ALTER TABLE orders DROP CONSTRAINT orders_held_reason_check;
    UPDATE payments SET status = 'expired', captured_at = NULL, captured_amount = 0, refunded_amount = 0, captured_currency = NULL
      WHERE status IN ('duplicate', 'mismatched');
    ALTER TABLE payments
      DROP CONSTRAINT payments_status_check, DROP CONSTRAINT payments_amounts_check,
      DROP CONSTRAINT payments_captured_amount_check, DROP CONSTRAINT payments_captured_at_check,
      DROP COLUMN captured_currency,
      ADD CONSTRAINT payments_status_check CHECK (status IN ('pending', 'captured', 'failed', 'abandoned', 'expired')),
      ADD CONSTRAINT payments_amounts_check CHECK (
        amount >= 0 AND captured_amount BETWEEN 0 AND amount AND refunded_amount BETWEEN 0 AND captured_amount
      ),
      ADD CONSTRAINT payments_captured_at_check CHECK ((status = 'captured') = (captured_at IS NOT NULL));
  `,
});
