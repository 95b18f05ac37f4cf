import { config } from "../config.js";
import { ProviderUnavailable } from "../errors/payments.js";
import type { PaymentGateway } from "../lib/payments/gateway.js";
import { testGateway } from "./testGateway.js";

/** The providers this shop takes, by name. The first one is the default. */
const gateways = new Map<string, PaymentGateway>(
  config.testPayments ? [[testGateway.name, testGateway]] : [],
);

export const findGateway = (name: string): PaymentGateway | undefined => gateways.get(name);

/** @throws ProviderUnavailable when the shop does not take it, or takes none */
export function gatewayNamed(name: string): PaymentGateway {
  const gateway = gateways.get(name);
  if (!gateway) throw new ProviderUnavailable({ paymentProvider: name, available: [...gateways.keys()] });
  return gateway;
}

/** @throws ProviderUnavailable when the shop takes none */
export const defaultProvider = (): string => gatewayNamed([...gateways.keys()][0] ?? "none").name;
