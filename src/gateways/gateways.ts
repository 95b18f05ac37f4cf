import { config } from "../config.js";
import { ProviderUnavailable } from "../errors/payments.js";
import type { PaymentGateway } from "../lib/payments/gateway.js";
import { testGateway } from "./testGateway.js";

/** The payment providers of this shop by name. The first one is the default. */
const gateways = new Map<string, PaymentGateway>(
  config.testPayments ? [[testGateway.name, testGateway]] : [],
);

export const findGateway = (name: string): PaymentGateway | undefined => gateways.get(name);

/** @throws ProviderUnavailable if the shop does not have this provider */
export function gatewayNamed(name: string): PaymentGateway {
  const gateway = gateways.get(name);
  if (!gateway) throw new ProviderUnavailable({ paymentProvider: name, available: [...gateways.keys()] });
  return gateway;
}

/** @throws ProviderUnavailable if the shop has no provider */
export const defaultProvider = (): string => gatewayNamed([...gateways.keys()][0] ?? "none").name;
