/**
 * Divides an amount in proportion to weights by the method of the largest remainder. The parts are integers, their sum
 * is the amount, and each is less than 1 away from its exact share. Remaining units go to the largest remainders;
 * among equal ones to the largest weight, then to the first.
 * @param amount an integer, such as minor units
 * @param weights integers ≥ 0, at least one of them > 0
 * @throws RangeError
 */
export function allocate(amount: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(whole) || weights.some((weight) => weight < 0))
    throw new RangeError("amount and weights must be safe integers, and weights must not be negative");
  if (whole <= 0) throw new RangeError("at least one weight must be positive");
  if (amount < 0) return allocate(-amount, weights).map((part) => 0 - part);
  // The product of amount and weight exceeds 2^53, so the division is done in bigint.
  const shares = weights.map((weight, at) => {
    const product = BigInt(amount) * BigInt(weight);
    return { at, weight, part: Number(product / BigInt(whole)), rest: Number(product % BigInt(whole)) };
  });
  const left = amount - shares.reduce((sum, { part }) => sum + part, 0);
  const byRest = [...shares].sort((a, b) => b.rest - a.rest || b.weight - a.weight || a.at - b.at);
  for (const share of byRest.slice(0, left)) share.part += 1;
  return shares.map(({ part }) => part);
}
