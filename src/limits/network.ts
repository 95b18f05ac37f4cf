import { isIPv6 } from "node:net";

/**
 * The network that counts as one address: an IPv4 address, or the /64 of an IPv6 address, because a household usually
 * has a whole /64.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const bare = ip.split("%", 1)[0] ?? "";
  if (!isIPv6(bare)) return ip;
  const [head = "", tail] = bare.toLowerCase().split("::");
  const groups = (part: string) => part.split(":").filter(Boolean);
  const filled = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(filled, 0)).fill("0"), ...groups(tail ?? "")];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
