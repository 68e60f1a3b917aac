/**
 * Exact arithmetic. Numbers become fractions of big integers, so that 0.1 + 0.2 is 0.3 and an amount of money
 * never gains or loses a cent on the way; only the final result becomes a JSON number again.
 */
export interface Exact {
  readonly numerator: bigint;
  /** Always greater than zero. */
  readonly denominator: bigint;
}

const DECIMALS = 20n;

/** The decimal that a number is written as: 0.1 is one tenth. */
export function exact(value: number): Exact {
  const [digits = "0", power = "0"] = value.toString().split("e");
  const point = digits.indexOf(".");
  const decimals = point === -1 ? 0 : digits.length - point - 1;
  const shift = BigInt(Number(power) - decimals);
  const units = BigInt(digits.replace(".", ""));
  return shift < 0n ? reduced(units, 10n ** -shift) : reduced(units * 10n ** shift, 1n);
}

export function plus(a: Exact, b: Exact): Exact {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function minus(a: Exact, b: Exact): Exact {
  return reduced(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

export function times(a: Exact, b: Exact): Exact {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** `b` must not be zero. */
export function dividedBy(a: Exact, b: Exact): Exact {
  const sign = b.numerator < 0n ? -1n : 1n;
  return reduced(a.numerator * b.denominator * sign, a.denominator * b.numerator * sign);
}

/** `exponent` is a whole number of at least 0. */
export function raised(a: Exact, exponent: Exact): Exact {
  return { numerator: a.numerator ** exponent.numerator, denominator: a.denominator ** exponent.numerator };
}

/** Below, at or above zero, as `a` is below, equal to or above `b`. */
export function compare(a: Exact, b: Exact): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether `a` is a whole number of times `b`, which must not be zero. */
export function isMultiple(a: Exact, b: Exact): boolean {
  return (a.numerator * b.denominator) % (a.denominator * b.numerator) === 0n;
}

export function smallest(first: Exact, ...rest: Exact[]): Exact {
  return rest.reduce((least, each) => compare(each, least) < 0 ? each : least, first);
}

export function largest(first: Exact, ...rest: Exact[]): Exact {
  return rest.reduce((most, each) => compare(each, most) > 0 ? each : most, first);
}

export function absolute(a: Exact): Exact {
  return a.numerator < 0n ? { ...a, numerator: -a.numerator } : a;
}

/** Halves are rounded away from zero. */
export function rounded(a: Exact, decimals: number): Exact {
  const scale = 10n ** BigInt(decimals);
  const half = a.numerator < 0n ? -a.denominator : a.denominator;
  return reduced((2n * a.numerator * scale + half) / (2n * a.denominator), scale);
}

export function roundedDown(a: Exact): Exact {
  const whole = a.numerator / a.denominator;
  return { numerator: whole * a.denominator > a.numerator ? whole - 1n : whole, denominator: 1n };
}

export function roundedUp(a: Exact): Exact {
  const whole = a.numerator / a.denominator;
  return { numerator: whole * a.denominator < a.numerator ? whole + 1n : whole, denominator: 1n };
}

export function toNumber(a: Exact): number {
  const { numerator, denominator } = absolute(a);
  const scaled = (2n * numerator * 10n ** DECIMALS + denominator) / (2n * denominator);
  const size = Number(`${scaled}e-${DECIMALS}`);
  return a.numerator < 0n && size !== 0 ? -size : size;
}

function reduced(numerator: bigint, denominator: bigint): Exact {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
