import { statement } from "../../database/statement.js";

type Change = { id: string; variantId: string; delta: number; actor: string; note: string | null };

/**
 * Adds pieces to stock (negative: removes them) and writes the movement. Hand-written, because it is a conditional write:
 * it changes nothing, and returns no row, when `reserved` would exceed `onHand` of limited stock.
 * @param id of the movement
 */
export const changeOnHand = statement<{ changed: true }, Change>(`
  WITH changed AS (
    UPDATE stock_items SET on_hand = on_hand + :delta
    WHERE variant_id = :variantId AND (on_hand + :delta >= reserved OR backorder OR NOT tracked)
    RETURNING variant_id
  )
  INSERT INTO stock_movements (id, variant_id, delta, reason, actor, note)
  SELECT :id::uuid, variant_id, :delta, 'adjustment', :actor, :note FROM changed
  RETURNING true AS changed`);
