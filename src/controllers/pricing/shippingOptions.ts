import { config } from "../../config.js";
import type { Action } from "../../http/action.js";
import { wholeList } from "../../lib/paging.js";
import { ok } from "../../http/reply.js";
import { ShippingOption } from "../../models/pricing/ShippingOption.js";
import type * as requests from "../../requests/pricing/shippingOptions.js";
import { type ShippingOptionListView, renderShippingOption } from "../../views/pricing/shippingOption.js";

export const list: Action<typeof requests.ListShippingOptions, typeof ShippingOptionListView> = async ({
  query,
}) => {
  const options = await ShippingOption.serving(query.country ?? null, config.currency);
  return ok(wholeList(options.map((option) => renderShippingOption(option, option.priceAmount))));
};
